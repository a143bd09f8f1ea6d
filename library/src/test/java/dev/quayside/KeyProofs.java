package dev.quayside;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which test on a real engine proves a key that a table of verdicts calls mapped, where what the engine says of the app does not
 * show it. {@code MappedKeysIT} of each engine proves all others, one by one.
 */
public final class KeyProofs {
    /** By key, such as {@code ImageBuildIT.buildsAFolderIntoANamedImage}, on Docker Engines. */
    public static final Map<String, String> DOCKER = docker();

    /** By key, on Kubernetes. */
    public static final Map<String, String> KUBERNETES = kubernetes();

    private static final String WEB = "services.NAME.";

    private KeyProofs() {}

    private static Map<String, String> docker() {
        var proofs = new LinkedHashMap<String, String>();
        put(
                proofs,
                "DockerEngineContractIT.filesArriveAndAChangedOneReplacesItsService",
                "configs",
                WEB + "configs",
                WEB + "configs[].source");
        put(
                proofs,
                "DockerEngineContractIT.secretsAreReadableInTheContainerAndNowhereElse",
                "secrets",
                WEB + "secrets",
                WEB + "secrets[].source");
        for (String kind : new String[] {"configs", "secrets"}) {
            for (String key : new String[] {"target", "uid", "gid", "mode"}) {
                put(proofs, "FileDeliveryIT.filesGetTheirOwnersModesAndReadableParents", WEB + kind + "[]." + key);
            }
            put(
                    proofs,
                    "FileDeliveryIT.theContentOfAFileComesFromWhereItIsSaidToBe",
                    kind + ".NAME.file",
                    kind + ".NAME.environment");
        }
        put(proofs, "FileDeliveryIT.theContentOfAFileComesFromWhereItIsSaidToBe", "configs.NAME.content");
        put(proofs, "SharedThingsIT.anImageThatIsPulledEveryTimeIsAskedForAtItsRegistry", WEB + "pull_policy");
        put(proofs, "SharedThingsIT.theEngineKnowsHowLongItHasHadAnImage", WEB + "pull_refresh_after");
        putBuilds(proofs);
        putDependencies(proofs);
        putHooks(
                proofs,
                "SharedThingsIT.hooksRunAfterTheStartAndBeforeTheStop",
                "command",
                "user",
                "working_dir",
                "environment");
        put(
                proofs,
                "SharedThingsIT.aHookMayBePrivileged",
                WEB + "post_start[].privileged",
                WEB + "pre_stop[].privileged");
        put(
                proofs,
                "ComposeDeploymentIT.aServiceIsReplacedInTheOrderThatTheFileSays",
                WEB + "deploy.update_config",
                WEB + "deploy.update_config.order");
        put(
                proofs,
                "ComposeDeploymentIT.whatIsReplacedServesAsLongAsTheFileSays",
                WEB + "x-quayside",
                WEB + "x-quayside.drain");
        put(
                proofs,
                "SharedThingsIT.aContainerOutsideTheAppIsKnownByTheNameOfALink",
                "networks.NAME.external",
                "networks.NAME.external.name");
        put(
                proofs,
                "SharedThingsIT.aVolumeOfSomeoneElseIsMountedAndLeft",
                "volumes.NAME.external",
                "volumes.NAME.external.name");
        put(
                proofs,
                "ConnectionKeysIT.theNetworkOfTheHighestPriorityGivesTheDefaultRoute",
                WEB + "networks.NAME.priority");
        putKernels(proofs);
        return proofs;
    }

    private static void putBuilds(Map<String, String> proofs) {
        String build = WEB + "build";
        put(proofs, "ImageBuildIT.buildsAFolderIntoANamedImage", build, build + ".context");
        for (String key : new String[] {"dockerfile", "args", "target", "labels", "tags"}) {
            put(proofs, "ImageBuildIT.takesArgumentsTargetLabelsAndTags", build + "." + key);
        }
        put(proofs, "ImageBuildIT.aDockerfileFromOutsideOrFromTextLeavesNoTrace", build + ".dockerfile_inline");
        put(proofs, "ImageBuildIT.usesWhatWasBuiltBeforeUnlessToldNotTo", build + ".no_cache");
        put(proofs, "ImageBuildIT.onlyWhatTheFileNamesIsUsedOfWhatWasBuiltBefore", build + ".cache_from");
        put(proofs, "ImageBuildIT.anImageIsBuiltForThePlatformThatTheFileSays", build + ".platforms");
        put(proofs, "ImageBuildIT.aBaseIsAskedForAtItsRegistryIfTheFileSaysSo", build + ".pull");
        put(
                proofs,
                "ImageBuildIT.commandsHaveTheNetworkHostsAndMemoryThatTheFileSays",
                build + ".network",
                build + ".extra_hosts",
                build + ".shm_size");
        put(
                proofs,
                "SharedThingsIT.aBuildHasTheLimitsOfItsProcesses",
                build + ".ulimits",
                build + ".ulimits.NAME.soft",
                build + ".ulimits.NAME.hard");
    }

    private static void putDependencies(Map<String, String> proofs) {
        String depends = WEB + "depends_on";
        put(proofs, "DockerEngineContractIT.whatWaitsForAnEndStartsAfterIt", depends);
        put(proofs, "DockerEngineContractIT.whatWaitsForHealthStartsWhenItIsHealthy", depends + ".NAME.condition");
        put(proofs, "SharedThingsIT.aServiceIsStartedAnewWithWhatItNeedsIfTheFileSaysSo", depends + ".NAME.restart");
        put(proofs, "SharedThingsIT.aServiceStartsWithoutWhatItDoesNotRequire", depends + ".NAME.required");
    }

    private static void putHooks(Map<String, String> proofs, String test, String... keys) {
        for (String when : new String[] {"post_start", "pre_stop"}) {
            put(proofs, test, WEB + when);
            for (String key : keys) {
                put(proofs, test, WEB + when + "[]." + key);
            }
        }
    }

    /** What depends on the kernel and on what the engine was installed with: these tests know both answers. */
    private static void putKernels(Map<String, String> proofs) {
        put(
                proofs,
                "ControlsIT.whatHappensWhenMemoryIsShortIsUpToTheFile",
                WEB + "mem_swappiness",
                WEB + "oom_kill_disable");
        put(proofs, "ControlsIT.realTimeCpuIsAskedFor", WEB + "cpu_rt_period", WEB + "cpu_rt_runtime");
        put(
                proofs,
                "ControlsIT.weightsOfBlockDevicesAreTaken",
                WEB + "blkio_config.weight",
                WEB + "blkio_config.weight_device",
                WEB + "blkio_config.weight_device[].path",
                WEB + "blkio_config.weight_device[].weight");
        put(proofs, "ControlsIT.theStorageDriverIsToldItsOptions", WEB + "storage_opt");
        put(proofs, "ControlsIT.theRuntimeIsTheOneThatTheFileNames", WEB + "runtime");
        put(proofs, "ControlsIT.whatAnEngineDoesNotHaveItRefusesByName", WEB + "isolation", WEB + "platform");
        put(
                proofs,
                "ConnectionKeysIT.networksAndVolumesAreMadeByTheDriverThatTheFileNames",
                "networks.NAME.driver",
                "volumes.NAME.driver");
    }

    private static Map<String, String> kubernetes() {
        var proofs = new LinkedHashMap<String, String>();
        String gateway = WEB + "x-quayside.expose.gateway";
        put(
                proofs,
                "KubernetesEngineIT.aRouteOfAGatewayNeedsAClusterThatKnowsThem",
                gateway,
                gateway + ".name",
                gateway + ".namespace",
                gateway + ".host");
        put(
                proofs,
                "ClusterImagesIT.anImageThatIsPulledStaysWhatItsTagMeantUntilItIsAskedForAgain",
                WEB + "x-quayside.pin");
        return proofs;
    }

    private static void put(Map<String, String> proofs, String test, String... keys) {
        for (String key : keys) {
            proofs.put(key, test);
        }
    }
}
