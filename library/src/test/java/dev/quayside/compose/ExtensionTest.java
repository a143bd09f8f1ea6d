package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Services that extend others, and files that include others. */
class ExtensionTest {
    @Test
    void aServiceExtendsAnotherOfItsFile() {
        var a = Reading.of("""
                services:
                  base: {image: x, environment: {A: base, B: base}, profiles: [never]}
                  a: {extends: base, environment: {B: own}, profiles: !reset []}
                """).a();

        assertThat(a.process().environment()).containsOnly(Map.entry("A", "base"), Map.entry("B", "own"));
    }

    @Test
    void aServiceExtendsOneOfAnotherFileWhosePathsStartThere() {
        var reading = Reading.of("services: {a: {extends: {service: base, file: sub/base.yaml}, user: u}}")
                .file("sub/base.yaml", """
                        services:
                          base: {extends: root, volumes: ['./d:/d'], env_file: e.env}
                          root: {build: ctx, image: x}
                        """)
                .file("sub/e.env", "A=1\n");

        assertThat(reading.a().storage().mounts()).singleElement().asString().contains("/p/sub/d");
        assertThat(reading.a().process().environment()).containsEntry("A", "1");
        assertThat(reading.a().image().build().orElseThrow().context()).isEqualTo("/p/sub/ctx");
        assertThat(reading.a().process().user()).contains("u");
    }

    @Test
    void dependenciesComeAlongAndMustExistHere() {
        assertThat(Reading.of("services: {a: {extends: {service: base, file: base.yaml}}}")
                        .file("base.yaml", "services: {base: {image: x, depends_on: [db]}, db: {image: y}}")
                        .errors())
                .singleElement()
                .asString()
                .contains("services.a depends on 'db', which is no service of this app");
    }

    @Test
    void servicesThatExtendEachOtherAreShown() {
        assertThat(Reading.of("services: {a: {extends: b, image: x}, b: {extends: a}}")
                        .errors())
                .anySatisfy(error -> assertThat(error)
                        .contains(
                                "services extend each other in a circle",
                                "a in /p/compose.yaml extends b in /p/compose.yaml"));
    }

    @Test
    void aMissingFileOrServiceIsNamed() {
        assertThat(Reading.service("extends: {service: b, file: no.yaml}").errors())
                .containsExactly("4:33 the file /p/no.yaml does not exist");
        assertThat(ComposeReader.check(Reading.service("extends: bsae")
                        .over("services: {base: {image: x}}")
                        .options()))
                .isNotEmpty();
    }

    @Test
    void includedFilesHaveTheirOwnFolderAndVariables() {
        var app = Reading.of("include: [sub/compose.yaml]\nservices: {a: {image: x, depends_on: [b]}}")
                .file(
                        "sub/compose.yaml",
                        "services: {b: {image: '$IMAGE', volumes: ['./d:/d'], networks: [n]}}\nnetworks: {n: }")
                .file("sub/.env", "IMAGE=from-env\n")
                .app();

        var b = Reading.at(app.services(), "b");
        assertThat(b.image().reference().toString()).contains("from-env");
        assertThat(b.storage().mounts()).singleElement().asString().contains("/p/sub/d");
        assertThat(Reading.at(app.networks(), "n").name()).isEqualTo("p_n");
    }

    @Test
    void anIncludeCanNameSeveralFilesAFolderAndEnvFiles() {
        var b = Reading.at(
                Reading.of("""
                        include:
                          - path: [sub/one.yaml, sub/two.yaml]
                            project_directory: other
                            env_file: more.env
                        services: {a: {image: x}}
                        """)
                        .file("sub/one.yaml", "services: {b: {image: $IMAGE, volumes: ['./d:/d']}}")
                        .file("sub/two.yaml", "services: {b: {user: u}}")
                        .file("more.env", "IMAGE=i\n")
                        .app()
                        .services(),
                "b");

        assertThat(b.image().reference().toString()).isEqualTo("i");
        assertThat(b.process().user()).contains("u");
        assertThat(b.storage().mounts()).singleElement().asString().contains("/p/other/d");
    }

    @Test
    void theFilesOwnServiceOverridesTheIncludedOneWithAWarning() {
        var reading = Reading.of("include: [sub.yaml]\nservices: {a: {image: own}}")
                .file("sub.yaml", "services: {a: {image: x, user: u}}");

        assertThat(reading.a().image().reference().toString()).contains("own");
        assertThat(reading.a().process().user()).contains("u");
        assertThat(reading.warnings()).singleElement().asString().contains("which this overrides");
    }

    @Test
    void filesThatIncludeEachOtherAreShown() {
        assertThat(Reading.of("include: [sub.yaml]\nservices: {a: {image: x}}")
                        .file("sub.yaml", "include: [compose.yaml]\nservices: {b: {image: x}}")
                        .file("compose.yaml", "include: [sub.yaml]")
                        .errors())
                .first()
                .asString()
                .contains("this includes itself: /p/compose.yaml includes /p/sub.yaml includes /p/compose.yaml");
    }

    @Test
    void filesOfTheNetworkAreNotIncluded() {
        assertThat(Reading.of("include: ['https://example.com/c.yaml']\nservices: {a: {image: x}}")
                        .errors())
                .containsExactly("1:11 'https://example.com/c.yaml' is not a local file");
    }
}
