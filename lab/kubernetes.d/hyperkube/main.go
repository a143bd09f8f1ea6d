// Command hyperkube is one program that holds the parts of Kubernetes and an etcd, for the lab: linked once, they
// take a third of the time and space that five programs take.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/logs/json/register"
	_ "k8s.io/component-base/metrics/prometheus/clientgo"
	_ "k8s.io/component-base/metrics/prometheus/version"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// Functions, because making a command registers flags and feature gates for the whole process: only the one that is
// asked for may be made.
var parts = map[string]func() *cobra.Command{
	"kube-apiserver":          apiserver.NewAPIServerCommand,
	"kube-controller-manager": controllers.NewControllerManagerCommand,
	"kube-scheduler":          func() *cobra.Command { return scheduler.NewSchedulerCommand() },
	"kubelet":                 func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) },
	"kube-proxy":              proxy.NewProxyCommand,
}

func main() {
	// A link named like a part is that part; otherwise the first argument names it.
	part := filepath.Base(os.Args[0])
	if !known(part) && len(os.Args) > 1 {
		part, os.Args = os.Args[1], os.Args[1:]
	}
	switch {
	case part == "etcd":
		if err := runEtcd(os.Args[1:]); err != nil {
			fmt.Fprintln(os.Stderr, "etcd:", err)
			os.Exit(1)
		}
	case known(part):
		os.Exit(cli.Run(parts[part]()))
	default:
		fmt.Fprintf(os.Stderr, "hyperkube: no part %q; there are %s\n", part, strings.Join(names(), ", "))
		os.Exit(2)
	}
}

func known(part string) bool { return slices.Contains(names(), part) }

func names() []string {
	all := []string{"etcd"}
	for name := range parts {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// runEtcd serves one member's data until a signal asks it to end. It syncs nothing to the disk unless told to: a
// cluster of the lab does not outlive its machine.
func runEtcd(arguments []string) error {
	flags := flag.NewFlagSet("etcd", flag.ExitOnError)
	data := flags.String("data-dir", "default.etcd", "folder for the data")
	client := flags.String("listen-client-urls", "http://127.0.0.1:2379", "address for clients")
	peer := flags.String("listen-peer-urls", "http://127.0.0.1:2380", "address for other members")
	fsync := flags.Bool("fsync", false, "wait until data is on the disk")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	clientURL, err := url.Parse(*client)
	if err != nil {
		return err
	}
	peerURL, err := url.Parse(*peer)
	if err != nil {
		return err
	}

	config := embed.NewConfig()
	config.Name, config.Dir, config.LogLevel, config.UnsafeNoFsync = "default", *data, "warn", !*fsync
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*clientURL}, []url.URL{*clientURL}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peerURL}, []url.URL{*peerURL}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return err
	}
	defer etcd.Close()

	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGINT, syscall.SIGTERM)
	select {
	case <-end:
		return nil
	case err := <-etcd.Err():
		return err
	case <-etcd.Server.StopNotify():
		return errors.New("the server stopped by itself")
	}
}
