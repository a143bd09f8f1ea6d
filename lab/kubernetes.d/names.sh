# Sourced by lab/kubernetes and by what runs inside its nodes: versions, places, addresses.
# shellcheck shell=bash disable=SC2034

# Of another version than this, kubernetes.d/hyperkube/go.mod is rewritten.
kubernetes_version=${QUAYSIDE_KUBERNETES:-1.36.4}
hyperkube=$cache_home/kubernetes/$kubernetes_version/bin/hyperkube
kubectl=$cache_home/kubernetes/$kubernetes_version/bin/kubectl
tools=$cache_home/kubernetes/tools
network_tools=$tools/network
images=$tools/images
# containerd, its shim, runc and iptables are those of this engine.
engine=$cache_home/engines/29
registry=$cache_home/registry/2.8

run=$run_home/kubernetes
data=$data_home/kubernetes

# Of the range of addresses reserved for benchmarks, which no real network uses.
outside_address=198.18.36.1
node_names=(node1 node2)
declare -A node_address=([node1]=198.18.36.2 [node2]=198.18.36.6)
declare -A node_namespace=([node1]=quayside-kubernetes [node2]=quayside-kubernetes-2)
declare -A node_pods=([node1]=10.244.0.0/24 [node2]=10.244.1.0/24)
# The first node's end of what joins it to the second.
between=198.18.36.5
control_plane=${node_address[node1]}
control_namespace=${node_namespace[node1]}
pods=10.244.0.0/16 services=10.96.0.0/16 dns_address=10.96.0.10
api=https://$control_plane:6443
registry_address=$control_plane:5000

cgroup=quayside-lab-kubernetes

# Else ctr says with every call what will be different in years to come.
export CONTAINERD_SUPPRESS_DEPRECATION_WARNINGS=1
