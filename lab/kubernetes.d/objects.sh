# Sourced by lab/kubernetes: the objects that a cluster with nodes has from the beginning.
# shellcheck shell=bash disable=SC2154

# A kubelet that finds its node registered keeps the pods' range that is written there, so the plugins' configuration
# can name it before the controllers could hand one out.
node_objects() {
  local node
  for node in "${node_names[@]}"; do
    cat <<YAML
---
apiVersion: v1
kind: Node
metadata: {name: $node}
spec:
  podCIDR: ${node_pods[$node]}
  podCIDRs: [${node_pods[$node]}]
  taints: [{key: node.kubernetes.io/not-ready, effect: NoSchedule}]
YAML
  done
}

# service_at_address NAME CLUSTER-IP PORT-LIST ENDPOINT-PORT-LIST: a service of kube-system that a process of the first
# node provides, outside all pods.
service_at_address() {
  cat <<YAML
---
apiVersion: v1
kind: Service
metadata: {name: $1, namespace: kube-system}
spec:
  ${2:+clusterIP: $2}
  ports: $3
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: $1, namespace: kube-system, labels: {kubernetes.io/service-name: $1}}
addressType: IPv4
endpoints: [{addresses: [$control_plane], conditions: {ready: true}}]
ports: $4
YAML
}

dns_objects() {
  local ports='[{name: dns, port: 53, protocol: UDP}, {name: dns-tcp, port: 53, protocol: TCP}]'
  service_at_address kube-dns "$dns_address" "$ports" "$ports"
}

metrics_objects() {
  service_at_address metrics-server "" '[{name: https, port: 443, targetPort: 4443}]' '[{name: https, port: 4443}]'
  cat <<'YAML'
---
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec:
  group: metrics.k8s.io
  version: v1beta1
  service: {name: metrics-server, namespace: kube-system}
  insecureSkipTLSVerify: true
  groupPriorityMinimum: 100
  versionPriority: 100
YAML
}

# Volumes are folders below /var/lib, of which each node has its own.
storage_objects() {
  cat <<'YAML'
---
apiVersion: v1
kind: Namespace
metadata: {name: local-path-storage}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: local-path-config, namespace: local-path-storage}
data:
  config.json: '{"nodePathMap": [{"node": "DEFAULT_PATH_FOR_NON_LISTED_NODES", "paths": ["/var/lib/volumes"]}]}'
  setup: |
    #!/bin/sh
    mkdir -m 0777 -p "$VOL_DIR"
  teardown: |
    #!/bin/sh
    rm -rf "$VOL_DIR"
  helperPod.yaml: |
    apiVersion: v1
    kind: Pod
    metadata: {name: helper-pod}
    spec:
      tolerations: [{key: node.kubernetes.io/disk-pressure, operator: Exists, effect: NoSchedule}]
      containers: [{name: helper-pod, image: "busybox:1.37", imagePullPolicy: IfNotPresent}]
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: standard, annotations: {storageclass.kubernetes.io/is-default-class: "true"}}
provisioner: rancher.io/local-path
reclaimPolicy: Delete
volumeBindingMode: WaitForFirstConsumer
YAML
}
