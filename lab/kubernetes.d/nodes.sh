# Sourced by lab/kubernetes: the nodes, and what a cluster with nodes has beside them.
# shellcheck shell=bash disable=SC2154

# The control plane's namespace is the first node's; the second has its own. Neither has a default route: what is
# addressed to the world outside fails at once.
join_nodes() {
  local first=${node_namespace[node1]} second=${node_namespace[node2]} node namespace
  ip netns add "$second"
  ip -n "$second" link set lo up
  ip -n "$first" link add to-node2 type veth peer name to-node1 netns "$second"
  ip -n "$first" address add "$between/30" dev to-node2
  ip -n "$first" link set to-node2 up
  ip -n "$second" address add "${node_address[node2]}/30" dev to-node1
  ip -n "$second" link set to-node1 up
  ip -n "$second" route add "$outside_address" via "$between"
  ip -n "$second" route add "$control_plane" via "$between"
  ip -n "$second" route add "${node_pods[node1]}" via "$between"
  ip -n "$first" route add "${node_pods[node2]}" via "${node_address[node2]}"
  ip route add "${node_address[node2]}" via "$control_plane"
  for node in "${node_names[@]}"; do
    namespace=${node_namespace[$node]}
    # kube-proxy rewrites such addresses, but only of packets that have somewhere to go.
    ip -n "$namespace" route add "$services" dev lo src "${node_address[$node]}"
    nsenter --net="/run/netns/$namespace" sysctl -qw net.ipv4.ip_forward=1 net.bridge.bridge-nf-call-iptables=1
  done
}

# One for each hierarchy.
cgroup_roots() {
  if [[ -e /sys/fs/cgroup/cgroup.procs ]]; then
    echo /sys/fs/cgroup
  else
    printf '%s\n' /sys/fs/cgroup/*
  fi
}

# Two kubelets below one cgroup would end each other's pods.
make_cgroups() {
  local root node
  while read -r root; do
    make_cgroup "$root" "$root/$cgroup"
    for node in "${node_names[@]}"; do make_cgroup "$root/$cgroup" "$root/$cgroup/$node"; done
  done < <(cgroup_roots)
}

# make_cgroup PARENT CHILD: a new group may use nothing until it is handed down.
make_cgroup() {
  local file
  mkdir -p "$2"
  if [[ -e $1/cgroup.controllers ]]; then
    sed 's/[^ ]*/+&/g' "$1/cgroup.controllers" >"$1/cgroup.subtree_control"
  elif [[ -e $1/cpuset.cpus ]]; then
    for file in cpuset.cpus cpuset.mems; do cat "$1/$file" >"$2/$file"; done
  fi
}

create() { "$kubectl" --kubeconfig "$run/admin.kubeconfig" create -f - >>"$run/objects.log"; }

start_registry() {
  cat >"$run/registry.yml" <<YAML
version: 0.1
log: {level: warn}
storage:
  filesystem: {rootdirectory: $data/registry}
  delete: {enabled: true}
http: {addr: "0.0.0.0:5000"}
YAML
  start registry "$registry/bin/docker-registry" serve "$run/registry.yml"
  wait_for registry 30 curl -fsS --max-time 5 --noproxy '*' "http://$registry_address/v2/"
}

start_node() {
  nsenter --net="/run/netns/${node_namespace[$1]}" unshare --mount "$parts/node" "$1" </dev/null 9>&-
}

start_dns() {
  cat >"$run/Corefile" <<COREFILE
cluster.local:53 in-addr.arpa:53 ip6.arpa:53 {
  bind $control_plane
  errors
  ready 127.0.0.1:8181
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    kubeconfig $run/admin.kubeconfig token
    pods insecure
  }
  cache 5
}
.:53 {
  bind $control_plane
  template ANY ANY {
    rcode NXDOMAIN
  }
}
COREFILE
  start coredns "$tools/bin/coredns" -conf "$run/Corefile"
}

start_metrics() {
  local configuration=$run/admin.kubeconfig
  start metrics-server "$tools/bin/metrics-server" --kubeconfig="$configuration" \
    --authentication-kubeconfig="$configuration" --authorization-kubeconfig="$configuration" --secure-port=4443 \
    --cert-dir="$data/metrics-server" --kubelet-insecure-tls --kubelet-preferred-address-types=InternalIP \
    --kubelet-request-timeout=5s --metric-resolution=10s
}

start_storage() {
  echo '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/var/lib/volumes"]}]}' \
    >"$run/storage.json"
  start local-path-provisioner env POD_NAMESPACE=local-path-storage "$tools/bin/local-path-provisioner" start \
    --kubeconfig "$run/admin.kubeconfig" --config "$run/storage.json" --helper-image busybox:1.37 \
    --namespace local-path-storage --service-account-name default --configmap-name local-path-config
}

start_nodes() {
  local node pid pids=()
  touch "$run/nodes"
  join_nodes
  make_cgroups
  node_objects | create
  start_registry
  start kube-scheduler "$hyperkube" kube-scheduler --kubeconfig="$run/scheduler.kubeconfig" --leader-elect=false
  for node in "${node_names[@]}"; do
    start_node "$node" &
    pids+=($!)
  done
  start_dns
  { dns_objects && metrics_objects && storage_objects; } | create
  for pid in "${pids[@]}"; do wait "$pid"; done
  push "busybox:1.37=$images/busybox.tar" "busybox:latest=$images/busybox.tar"
  "$kubectl" --kubeconfig "$run/admin.kubeconfig" wait --for=condition=Ready node --all --timeout=120s \
    >>"$run/objects.log"
  start_metrics
  start_storage
  wait_for coredns 30 nsenter --net="/run/netns/$control_namespace" curl -fsS --max-time 5 --noproxy '*' \
    http://127.0.0.1:8181/ready
  touch "$run/nodes-ready"
}
