package dev.quayside.engine.docker;

import dev.quayside.engine.Engine;
import dev.quayside.engine.Observed.Name;
import dev.quayside.engine.ReplicaContract;
import dev.quayside.engine.ReplicaId;
import dev.quayside.engine.TestEngines.TestEngine;
import dev.quayside.model.ImageRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A Docker Engine does what every engine does. */
@Execution(ExecutionMode.CONCURRENT)
@ParameterizedClass
@MethodSource("dev.quayside.engine.TestEngines#all")
class DockerEngineContractIT extends ReplicaContract {
    private static final String STRANGER = "stranger.test";

    @AutoClose
    private final DockerIntegration docker;

    private final DockerEngine engine;
    private final List<Runnable> removals = new ArrayList<>();

    DockerEngineContractIT(TestEngine engine) {
        this.docker = DockerIntegration.connect(DockerOptions.at(engine.host()));
        this.engine = DockerEngine.of(docker);
    }

    @AfterEach
    void removeStrangers() {
        removals.forEach(Runnable::run);
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected ImageRef image() {
        return ImageRef.parse(Scratch.IMAGE);
    }

    @Override
    protected void giveToStranger(Name name) {
        switch (name.kind()) {
            case CONTAINER -> {
                var made = docker.createContainer(
                        Scratch.IMAGE, name.name(), CreateContainerOptions.DEFAULT.withLabels(Map.of(STRANGER, "yes")));
                removals.add(() -> docker.removeContainer(made));
            }
            case NETWORK -> {
                var made = docker.createNetwork(
                        name.name(), CreateNetworkOptions.DEFAULT.withLabels(Map.of(STRANGER, "yes")));
                removals.add(() -> docker.removeNetwork(made));
            }
            case VOLUME -> {
                var made = docker.createVolume(
                        name.name(), CreateVolumeOptions.DEFAULT.withLabels(Map.of(STRANGER, "yes")));
                removals.add(() -> docker.removeVolume(made));
            }
        }
    }

    @Override
    protected boolean strangerStillHas(Name name) {
        return switch (name.kind()) {
            case CONTAINER -> docker.inspect(name.name()).container().labels().containsKey(STRANGER);
            case NETWORK ->
                docker.networks().inspect(name.name()).network().labels().containsKey(STRANGER);
            case VOLUME -> docker.volumes().inspect(name.name()).labels().containsKey(STRANGER);
        };
    }

    /** Debian's busybox has no {@code printenv}. */
    @Override
    protected List<String> printing(String variable) {
        return List.of("/bin/sh", "-c", "echo \"$" + variable + "\"");
    }

    @Override
    protected boolean resolves(ReplicaId from, String name) {
        var ping = List.of("ping", "-c", "1", "-W", "1", name);
        return engine.run(from, ping, Duration.ofSeconds(10)).exitCode() == 0;
    }

    @Override
    protected ImageRef missingImage() {
        return ImageRef.parse("quayside-no-such-image:1");
    }
}
