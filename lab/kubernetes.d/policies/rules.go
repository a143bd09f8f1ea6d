package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/util/intstr"
)

// cluster is what the API server says at one moment, in a fixed order: equal clusters give equal tables.
type cluster struct {
	policies   []*networking.NetworkPolicy
	pods       []*core.Pod
	namespaces map[string]labels.Set
}

func newCluster(policies []*networking.NetworkPolicy, pods []*core.Pod, namespaces []*core.Namespace) *cluster {
	result := &cluster{namespaces: map[string]labels.Set{}}
	result.policies = slices.SortedFunc(slices.Values(policies), func(a, b *networking.NetworkPolicy) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	for _, pod := range pods {
		// A pod on the host's network has the node's address, for which no policy speaks; one that has ended has none.
		ended := pod.Status.Phase == core.PodSucceeded || pod.Status.Phase == core.PodFailed
		if pod.Status.PodIP != "" && !pod.Spec.HostNetwork && !ended {
			result.pods = append(result.pods, pod)
		}
	}
	slices.SortFunc(result.pods, func(a, b *core.Pod) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	for _, namespace := range namespaces {
		result.namespaces[namespace.Name] = namespace.Labels
	}
	return result
}

// table is the text for nft that guards the pods of a node. A pod that a policy selects gets a chain, which returns for
// what a policy allows and drops the rest. Packets of the node itself to its pods are not asked: Kubernetes lets
// kubelets probe whatever policies say.
func (c *cluster) table(node, bridge string) string {
	var chains, jumps, jumpsToNode strings.Builder
	number := 0
	for _, pod := range c.pods {
		if pod.Spec.NodeName != node {
			continue
		}
		for _, direction := range []networking.PolicyType{networking.PolicyTypeEgress, networking.PolicyTypeIngress} {
			rules, isolated := c.rules(pod, direction)
			if !isolated {
				continue
			}
			number++
			chain := fmt.Sprintf("pod-%d", number)
			fmt.Fprintf(&chains, "  chain %s {\n    comment \"%s of %s/%s\"\n", chain, direction, pod.Namespace, pod.Name)
			for _, rule := range rules {
				fmt.Fprintf(&chains, "    %sreturn\n", rule)
			}
			fmt.Fprintf(&chains, "    drop\n  }\n")
			if direction == networking.PolicyTypeEgress {
				fmt.Fprintf(&jumps, "    ip saddr %s jump %s\n", pod.Status.PodIP, chain)
				fmt.Fprintf(&jumpsToNode, "    iifname %q ip saddr %s jump %s\n", bridge, pod.Status.PodIP, chain)
			} else {
				fmt.Fprintf(&jumps, "    ip daddr %s jump %s\n", pod.Status.PodIP, chain)
			}
		}
	}
	const name = "inet quayside-policies"
	const established = "    ct state established,related accept\n"
	return fmt.Sprintf("add table %[1]s\ndelete table %[1]s\ntable %[1]s {\n%[2]s"+
		"  chain through {\n    type filter hook forward priority filter; policy accept;\n%[3]s%[4]s  }\n"+
		"  chain to-node {\n    type filter hook input priority filter; policy accept;\n%[3]s%[5]s  }\n}\n",
		name, &chains, established, &jumps, &jumpsToNode)
}

// rules is what policies allow a pod in one direction, and whether there is a policy that speaks of it at all.
func (c *cluster) rules(pod *core.Pod, direction networking.PolicyType) (rules []string, isolated bool) {
	for _, policy := range c.policies {
		if policy.Namespace != pod.Namespace || !slices.Contains(policy.Spec.PolicyTypes, direction) ||
			!matches(&policy.Spec.PodSelector, pod.Labels) {
			continue
		}
		isolated = true
		if direction == networking.PolicyTypeIngress {
			for _, each := range policy.Spec.Ingress {
				rules = append(rules, c.ingress(policy.Namespace, pod, each)...)
			}
		} else {
			for _, each := range policy.Spec.Egress {
				rules = append(rules, c.egress(policy.Namespace, each)...)
			}
		}
	}
	return rules, isolated
}

func (c *cluster) ingress(namespace string, pod *core.Pod, rule networking.NetworkPolicyIngressRule) []string {
	var rules []string
	for _, peer := range c.peers(namespace, rule.From, "saddr") {
		rules = append(rules, withPorts(peer.match, ports(rule.Ports, []*core.Pod{pod}), len(rule.Ports) == 0)...)
	}
	return rules
}

func (c *cluster) egress(namespace string, rule networking.NetworkPolicyEgressRule) []string {
	var rules []string
	named := slices.ContainsFunc(rule.Ports, isNamed)
	for _, peer := range c.peers(namespace, rule.To, "daddr") {
		if !named {
			rules = append(rules, withPorts(peer.match, ports(rule.Ports, nil), len(rule.Ports) == 0)...)
			continue
		}
		// A name means another number at each destination.
		for _, pod := range peer.pods {
			match := "ip daddr " + pod.Status.PodIP + " "
			rules = append(rules, withPorts(match, ports(rule.Ports, []*core.Pod{pod}), false)...)
		}
	}
	return rules
}

// peer is one of those that a rule names: what its packets match, and the pods among them.
type peer struct {
	match string
	pods  []*core.Pod
}

func (c *cluster) peers(namespace string, from []networking.NetworkPolicyPeer, side string) []peer {
	if len(from) == 0 {
		return []peer{{"", c.pods}}
	}
	var result []peer
	for _, each := range from {
		if block := each.IPBlock; block != nil {
			match := "ip " + side + " " + block.CIDR + " "
			if len(block.Except) > 0 {
				match += "ip " + side + " != { " + strings.Join(block.Except, ", ") + " } "
			}
			result = append(result, peer{match: match})
			continue
		}
		pods := c.selected(namespace, each)
		if len(pods) > 0 {
			addresses := make([]string, len(pods))
			for i, pod := range pods {
				addresses[i] = pod.Status.PodIP
			}
			result = append(result, peer{"ip " + side + " { " + strings.Join(addresses, ", ") + " } ", pods})
		}
	}
	return result
}

func (c *cluster) selected(namespace string, peer networking.NetworkPolicyPeer) []*core.Pod {
	var pods []*core.Pod
	for _, pod := range c.pods {
		there := pod.Namespace == namespace
		if peer.NamespaceSelector != nil {
			there = matches(peer.NamespaceSelector, c.namespaces[pod.Namespace])
		}
		if there && (peer.PodSelector == nil || matches(peer.PodSelector, pod.Labels)) {
			pods = append(pods, pod)
		}
	}
	return pods
}

func matches(selector *meta.LabelSelector, set labels.Set) bool {
	parsed, err := meta.LabelSelectorAsSelector(selector)
	// The API server has checked it; what cannot be read selects nothing.
	return err == nil && parsed.Matches(set)
}

func withPorts(match string, ports []string, all bool) []string {
	if all {
		return []string{match}
	}
	rules := make([]string, len(ports))
	for i, port := range ports {
		rules[i] = match + port
	}
	return rules
}

func isNamed(port networking.NetworkPolicyPort) bool {
	return port.Port != nil && port.Port.Type == intstr.String
}

// ports is what packets to these ports match; names are looked up in the containers of the pods.
func ports(wanted []networking.NetworkPolicyPort, pods []*core.Pod) []string {
	var result []string
	for _, port := range wanted {
		protocol := core.ProtocolTCP
		if port.Protocol != nil {
			protocol = *port.Protocol
		}
		name := strings.ToLower(string(protocol))
		switch {
		case port.Port == nil:
			result = append(result, "meta l4proto "+name+" ")
		case isNamed(port):
			for _, pod := range pods {
				for _, container := range pod.Spec.Containers {
					for _, each := range container.Ports {
						if each.Name == port.Port.StrVal && each.Protocol == protocol {
							result = append(result, fmt.Sprintf("%s dport %d ", name, each.ContainerPort))
						}
					}
				}
			}
		case port.EndPort != nil:
			result = append(result, fmt.Sprintf("%s dport %d-%d ", name, port.Port.IntVal, *port.EndPort))
		default:
			result = append(result, fmt.Sprintf("%s dport %d ", name, port.Port.IntVal))
		}
	}
	return result
}
