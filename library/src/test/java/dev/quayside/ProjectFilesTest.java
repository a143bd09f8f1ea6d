package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectFilesTest {
    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"})
    void theUsualNamesAreFound(String name) throws IOException {
        write(name, service("web"));

        assertThat(services(in(folder))).containsExactly("web");
    }

    @Test
    void theNewNameWinsOverTheOldOne() throws IOException {
        write("compose.yaml", service("new"));
        write("docker-compose.yml", service("old"));

        assertThat(services(in(folder))).containsExactly("new");
    }

    @Test
    void foldersAboveAreSearchedToo() throws IOException {
        write("compose.yaml", service("web"));
        Files.createDirectories(folder.resolve("a/b"));

        Project project = Quayside.read(in(folder.resolve("a/b")));

        assertThat(project.app().services()).containsOnlyKeys("web");
        assertThat(project.directory()).isEqualTo(folder);
    }

    @Test
    void anOverrideBesideTheFoundFileIsMerged() throws IOException {
        write("compose.yaml", service("web"));
        write("compose.override.yaml", service("extra"));

        assertThat(services(in(folder))).containsExactlyInAnyOrder("web", "extra");
    }

    @Test
    void namedFilesAreMergedInOrderWithoutAnOverride() throws IOException {
        write("one.yaml", "services: { web: { image: 'web:1' } }");
        write("two.yaml", "services: { web: { image: 'web:2' } }");
        write("compose.override.yaml", service("extra"));

        var app = Quayside.read(in(folder).withFiles(List.of("one.yaml", "two.yaml")))
                .app();

        assertThat(app.services()).containsOnlyKeys("web");
        assertThat(app.services().get("web"))
                .satisfies(web -> assertThat(web.image().reference()).hasToString("web:2"));
    }

    @Test
    void variablesOfComposeNameTheFilesTheProjectAndTheProfiles() throws IOException {
        write("one.yaml", service("web"));
        write("two.yaml", "services: { debug: { image: x, profiles: [debug] } }");

        Project project = Quayside.read(in(folder)
                .withEnvironment(Map.of(
                        "COMPOSE_FILE", "one.yaml:two.yaml",
                        "COMPOSE_PROJECT_NAME", "kiosk",
                        "COMPOSE_PROFILES", "debug")));

        assertThat(project.name()).isEqualTo("kiosk");
        assertThat(project.app().services()).containsOnlyKeys("web", "debug");
    }

    @Test
    void theyMayStandInTheEnvFile() throws IOException {
        write(".env", "COMPOSE_FILE=one.yaml\nCOMPOSE_PROJECT_NAME=kiosk\nTAG=7\n");
        write("one.yaml", "services: { web: { image: \"web:${TAG}\" } }");

        Project project = Quayside.read(in(folder));

        assertThat(project.name()).isEqualTo("kiosk");
        assertThat(project.app().services().get("web"))
                .satisfies(web -> assertThat(web.image().reference()).hasToString("web:7"));
    }

    @Test
    void whatIsGivenWinsOverTheEnvironment() throws IOException {
        write("one.yaml", service("one"));
        write("two.yaml", service("two"));

        Project project = Quayside.read(in(folder)
                .withEnvironment(Map.of("COMPOSE_FILE", "one.yaml", "COMPOSE_PROJECT_NAME", "kiosk"))
                .withFiles(List.of("two.yaml"))
                .withName("shop"));

        assertThat(project.name()).isEqualTo("shop");
        assertThat(project.app().services()).containsOnlyKeys("two");
    }

    @Test
    void otherEnvFilesReplaceTheUsualOne() throws IOException {
        write(".env", "TAG=1");
        write("prod.env", "TAG=2");
        write("compose.yaml", "services: { web: { image: \"web:${TAG}\" } }");

        var options = in(folder).withEnvironment(Map.of("COMPOSE_ENV_FILES", "prod.env"));

        assertThat(Quayside.read(options).app().services().get("web"))
                .satisfies(web -> assertThat(web.image().reference()).hasToString("web:2"));
    }

    @Test
    void theProjectDirectoryIsWhatRelativePathsStartFrom() throws IOException {
        write("files/compose.yaml", "services: { web: { build: web } }");
        var options = new ProjectOptions(
                List.of("files/compose.yaml"),
                Optional.empty(),
                Optional.of("."),
                List.of(),
                List.of(),
                List.of(),
                folder,
                Map.of(),
                () -> "");

        var web = Quayside.read(options).app().services().get("web");

        assertThat(web)
                .satisfies(service -> assertThat(
                                service.image().build().orElseThrow().context())
                        .isEqualTo(folder.resolve("web").toString()));
    }

    @Test
    void aMissingFileIsNotFound() {
        assertThatThrownBy(() -> Quayside.read(in(folder).withFiles(List.of("none.yaml"))))
                .isInstanceOfSatisfying(
                        QuaysideException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() -> Quayside.read(in(folder))).hasMessageContaining("no Compose file in '" + folder);
    }

    @Test
    void aFolderInPlaceOfAFileSaysThatItIsOne() throws IOException {
        Files.createDirectories(folder.resolve("sub"));

        assertThatThrownBy(() -> Quayside.read(in(folder).withFiles(List.of("sub"))))
                .hasMessageContaining("it is a folder");
    }

    private static ProjectOptions in(Path where) {
        return ProjectOptions.in(where).withEnvironment(Map.of());
    }

    private static List<String> services(ProjectOptions options) {
        return Quayside.read(options).reading().services();
    }

    private static String service(String name) {
        return "services: { " + name + ": { image: x } }\n";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text);
    }
}
