// Command policies enforces network policies on one node of the lab: it watches policies, pods and namespaces and
// keeps a table of nftables in its network namespace that says the same. The plugins that connect the lab's pods leave
// policies to others, and a policy that nothing enforces proves nothing.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os/exec"
	"strings"
	"time"

	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/tools/clientcmd"
)

const (
	// Changes come in bursts, such as a pod's on its way to Running: one table for all that come within this time.
	gather  = 20 * time.Millisecond
	retry   = time.Second
	timeout = 20 * time.Second
)

func main() {
	kubeconfig := flag.String("kubeconfig", "", "file that says where the API server is")
	node := flag.String("node", "", "name of the node whose pods are guarded")
	bridge := flag.String("bridge", "pods", "interface that connects the node's pods")
	dns := flag.String("dns", "", "address of the cluster's DNS, which is no pod")
	flag.Parse()
	if err := enforce(*kubeconfig, *node, *bridge, *dns); err != nil {
		log.Fatal(err)
	}
}

func enforce(kubeconfig, node, bridge, dns string) error {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	factory := informers.NewSharedInformerFactory(client, 0)
	policies := factory.Networking().V1().NetworkPolicies()
	pods := factory.Core().V1().Pods()
	namespaces := factory.Core().V1().Namespaces()
	changed := make(chan struct{}, 1)
	for _, each := range []cache.SharedIndexInformer{policies.Informer(), pods.Informer(), namespaces.Informer()} {
		if _, err := each.AddEventHandler(notify(changed)); err != nil {
			return err
		}
	}
	factory.Start(context.Background().Done())
	factory.WaitForCacheSync(context.Background().Done())

	applied := ""
	for range changed {
		time.Sleep(gather)
		cluster, err := observe(policies.Lister().List, pods.Lister().List, namespaces.Lister().List)
		if err != nil {
			return err
		}
		cluster.pods = append(cluster.pods, dnsPod(dns))
		table := cluster.table(node, bridge)
		if table == applied {
			continue
		}
		if err := load(table); err != nil {
			log.Print(err)
			time.AfterFunc(retry, func() { signal(changed) })
			continue
		}
		applied = table
		log.Printf("applied a table of %d lines", strings.Count(table, "\n"))
	}
	return nil
}

// dnsPod is what policies that allow names speak of. In the lab a process of the first node answers; policies see a pod
// with the namespace, label and ports that DNS has elsewhere.
func dnsPod(address string) *core.Pod {
	return &core.Pod{
		ObjectMeta: meta.ObjectMeta{
			Namespace: "kube-system", Name: "kube-dns", Labels: map[string]string{"k8s-app": "kube-dns"},
		},
		Spec: core.PodSpec{Containers: []core.Container{{Ports: []core.ContainerPort{
			{Name: "dns", ContainerPort: 53, Protocol: core.ProtocolUDP},
			{Name: "dns-tcp", ContainerPort: 53, Protocol: core.ProtocolTCP},
		}}}},
		Status: core.PodStatus{PodIP: address},
	}
}

func notify(changed chan struct{}) cache.ResourceEventHandler {
	return cache.ResourceEventHandlerFuncs{
		AddFunc:    func(any) { signal(changed) },
		UpdateFunc: func(any, any) { signal(changed) },
		DeleteFunc: func(any) { signal(changed) },
	}
}

func signal(changed chan struct{}) {
	select {
	case changed <- struct{}{}:
	default: // One is waiting already and will see this change too.
	}
}

func observe(
	policies func(labels.Selector) ([]*networking.NetworkPolicy, error),
	pods func(labels.Selector) ([]*core.Pod, error),
	namespaces func(labels.Selector) ([]*core.Namespace, error),
) (*cluster, error) {
	allPolicies, err := policies(labels.Everything())
	if err != nil {
		return nil, err
	}
	allPods, err := pods(labels.Everything())
	if err != nil {
		return nil, err
	}
	allNamespaces, err := namespaces(labels.Everything())
	if err != nil {
		return nil, err
	}
	return newCluster(allPolicies, allPods, allNamespaces), nil
}

// load replaces the table in one transaction, so that no packet passes between the old one and the new one.
func load(table string) error {
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	nft := exec.CommandContext(ctx, "nft", "-f", "-")
	nft.Stdin = strings.NewReader(table)
	if output, err := nft.CombinedOutput(); err != nil {
		return fmt.Errorf("nft: %w: %s", err, output)
	}
	return nil
}
