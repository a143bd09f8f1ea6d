package dev.quayside.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One application: its services and what they share.
 *
 * @param name the project name: lower-case letters, digits, dashes and underscores
 * @param services the active services by name, in file order
 * @param networks the networks by the key the file gives them
 * @param volumes the named volumes by the key the file gives them
 * @param configs the configs by key
 * @param secrets the secrets by key
 * @param inactiveServices services that no active profile and no explicit target asked for: they are not created, and not
 *     removed when they run
 */
public record App(
        String name,
        Map<String, Service> services,
        Map<String, Network> networks,
        Map<String, Volume> volumes,
        Map<String, FileDefinition> configs,
        Map<String, FileDefinition> secrets,
        Set<String> inactiveServices) {
    public App {
        services = Ordered.copyOf(services);
        networks = Ordered.copyOf(networks);
        volumes = Ordered.copyOf(volumes);
        configs = Ordered.copyOf(configs);
        secrets = Ordered.copyOf(secrets);
        inactiveServices = Ordered.copyOf(inactiveServices);
    }

    /** An app of these services that share one default network and nothing else. */
    public static App of(String name, Service... services) {
        var byName = new LinkedHashMap<String, Service>();
        for (Service service : services) {
            byName.put(service.name(), service);
        }
        var network = Network.named(Network.DEFAULT, name + "_" + Network.DEFAULT);
        return new App(name, byName, Map.of(network.key(), network), Map.of(), Map.of(), Map.of(), Set.of());
    }

    /** Whether a service runs to its end: another waits for that, or {@code restart: no} is written in the file. */
    public boolean runsToItsEnd(Service service) {
        boolean awaited = services.values().stream()
                .map(other -> other.dependsOn().get(service.name()))
                .anyMatch(need -> need != null && need.condition() == Dependency.Condition.COMPLETED);
        return awaited
                || service.lifecycle()
                        .restart()
                        .filter(policy -> policy.mode() == Lifecycle.RestartPolicy.Mode.NO)
                        .isPresent();
    }

    /** This app with other services. */
    public App withServices(Map<String, Service> others) {
        return new App(name, others, networks, volumes, configs, secrets, inactiveServices);
    }

    /** This app with one service replaced or added. */
    public App withService(Service service) {
        var changed = new LinkedHashMap<>(services);
        changed.put(service.name(), service);
        return withServices(changed);
    }

    /** This app with one volume replaced or added. */
    public App withVolume(Volume volume) {
        var changed = new LinkedHashMap<>(volumes);
        changed.put(volume.key(), volume);
        return new App(name, services, networks, changed, configs, secrets, inactiveServices);
    }

    /** This app with one config replaced or added. */
    public App withConfig(FileDefinition config) {
        var changed = new LinkedHashMap<>(configs);
        changed.put(config.key(), config);
        return new App(name, services, networks, volumes, changed, secrets, inactiveServices);
    }

    /** This app with one secret replaced or added. */
    public App withSecret(FileDefinition secret) {
        var changed = new LinkedHashMap<>(secrets);
        changed.put(secret.key(), secret);
        return new App(name, services, networks, volumes, configs, changed, inactiveServices);
    }
}
