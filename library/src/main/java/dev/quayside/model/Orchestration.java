package dev.quayside.model;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.Optional;

/**
 * What a service asks of a cluster: the file says it under {@code x-quayside}, or under {@code deploy}.
 *
 * @param exposure how its published ports are reached from outside; empty: as whoever deploys it says
 * @param probe a page that answers when it is ready, asked instead of its health check
 * @param liveness whether a container that fails its check is started again
 * @param pinning what its pods name the image by
 * @param rollout how its replicas are replaced
 * @param placement on which nodes they are
 */
public record Orchestration(
        Optional<Exposure> exposure,
        Hardening hardening,
        Optional<HttpProbe> probe,
        boolean liveness,
        Pinning pinning,
        Optional<Autoscale> autoscale,
        Rollout rollout,
        Placement placement) {
    /** A service that asks for nothing. */
    public static final Orchestration DEFAULT = new Orchestration(
            Optional.empty(), Hardening.BASELINE, Optional.empty(), false, Pinning.DIGEST, Optional.empty());

    /** Replaced and placed as the cluster does it. */
    public Orchestration(
            Optional<Exposure> exposure,
            Hardening hardening,
            Optional<HttpProbe> probe,
            boolean liveness,
            Pinning pinning,
            Optional<Autoscale> autoscale) {
        this(exposure, hardening, probe, liveness, pinning, autoscale, Rollout.DEFAULT, Placement.ANYWHERE);
    }

    /** How published ports are reached from outside a cluster. */
    public sealed interface Exposure {
        /** Ways that need nothing else. */
        enum Plain implements Exposure {
            /** Not at all: by a port forward. */
            FORWARD,
            /** By a port of every node. */
            NODEPORT,
            /** By a load balancer of the cluster's provider. */
            LOADBALANCER
        }

        /**
         * By an ingress controller of the cluster, over HTTP.
         *
         * @param host the name that it answers to; empty: any
         * @param ingressClass which controller; empty: the cluster's default
         * @param tlsSecret the secret with the certificate, in the app's namespace; empty: without TLS
         */
        record Ingress(Optional<String> host, Optional<String> ingressClass, Optional<String> tlsSecret)
                implements Exposure {
            /** Any name, the default controller, without TLS. */
            public static final Ingress DEFAULT = new Ingress(Optional.empty(), Optional.empty(), Optional.empty());
        }

        /**
         * By a gateway that is there, over HTTP.
         *
         * @param namespace where the gateway is; empty: with the app
         * @param host the name that it answers to; empty: any that the gateway listens to
         */
        record Gateway(String name, Optional<String> namespace, Optional<String> host) implements Exposure {}
    }

    /** How little a process may do beside what the file allows it. */
    public enum Hardening {
        /** Nothing is taken away. */
        NONE,
        /** It gains no privileges, and the runtime's filter of system calls holds. */
        BASELINE,
        /** It is not root and has no capabilities, too. */
        RESTRICTED
    }

    /** What pods name an image by. */
    public enum Pinning {
        /** The digest that its tag means when it is first deployed: all pods run the same, whoever moves the tag. */
        DIGEST,
        /** The tag, as the file has it. */
        NONE
    }

    /** A page that answers when a service is ready. */
    public record HttpProbe(String path, int port) {}

    /**
     * How many replicas there are, by how busy they are.
     *
     * @param cpuPercent how much of the CPU that each reserves is to be used
     */
    public record Autoscale(int minimum, int maximum, int cpuPercent) {
        /** The share that is to be used if nothing else is said. */
        public static final int DEFAULT_CPU_PERCENT = 80;

        /** Checks the numbers. */
        public Autoscale {
            if (minimum < 1 || maximum < minimum || cpuPercent < 1) {
                throw new QuaysideException(
                        ErrorCode.INVALID_ARGUMENT,
                        "from " + minimum + " to " + maximum + " replicas at " + cpuPercent + "% is no range",
                        "write at least 1, the smaller number first");
            }
        }
    }
}
