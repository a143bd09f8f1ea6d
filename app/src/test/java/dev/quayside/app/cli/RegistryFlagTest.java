package dev.quayside.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.ImageRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where images that are built for a cluster go. */
class RegistryFlagTest {
    @TempDir
    private Path folder = Path.of("");

    private CommandLineRun cli = new CommandLineRun(folder);

    @BeforeEach
    void writeFiles() {
        cli = new CommandLineRun(folder).file("compose.yaml", "services: {web: {build: ., image: shop-web}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plan", "build"})
    void theFlagWinsOverTheVariable(String verb) {
        cli.environment.put("QUAYSIDE_REGISTRY", "other.example");

        cli.run(verb, "--engine", "kubernetes", "--registry", "registry.example:5000/team");

        assertThat(cli.connections.getFirst().registry()).contains(new ImageRegistry("registry.example:5000", "team"));
    }

    @Test
    void theVariableCountsForAClusterOnly() {
        cli.environment.put("QUAYSIDE_REGISTRY", "registry.example");

        cli.run("plan", "--engine", "kubernetes");
        cli.run("plan");

        assertThat(cli.connections.getFirst().registry()).contains(new ImageRegistry("registry.example", ""));
        assertThat(cli.connections.getLast().registry()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up -d", "plan", "build"})
    void onDockerTheFlagIsRefused(String verb) {
        assertThat(cli.run((verb + " --registry registry.example").split(" ", -1)))
                .isEqualTo(2);

        assertThat(cli.err()).contains("the registry 'registry.example' has no meaning", "--engine kubernetes");
        assertThat(cli.connections).isEmpty();
    }

    @Test
    void whatIsNoRegistryIsRefused() {
        assertThat(cli.run("plan", "--engine", "kubernetes", "--registry", "team"))
                .isEqualTo(2);

        assertThat(cli.err()).contains("'team' is not the address of a registry");
    }
}
