package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.quayside.model.App;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which services are meant, and what the project is called. */
class SelectionTest {
    private static final String APP = """
            services:
              web: {image: x, depends_on: [db]}
              db: {image: x, volumes: ['data:/d']}
              debug: {image: x, profiles: [debug], depends_on: [db]}
              tool: {image: x, profiles: [debug, tools]}
              alone: {image: x}
            volumes: {data: }
            """;

    private static Reading app() {
        return Reading.of(APP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | web db alone",
                "debug | web db debug tool alone",
                "tools | web db tool alone",
                "* | web db debug tool alone",
                "other | web db alone",
            })
    void profilesActivateServices(String profile, String services) {
        App app = profile.isEmpty() ? app().app() : app().profiles(profile).app();

        assertThat(app.services().keySet()).containsExactly(services.split(" "));
    }

    @Test
    void servicesOfNoActiveProfileAreKeptByName() {
        assertThat(app().app().inactiveServices()).containsExactly("debug", "tool");
        assertThat(app().read().profiles()).containsExactly("debug", "tools");
    }

    @Test
    void profilesComeFromTheEnvironmentUnlessTheyAreGiven() {
        var environment = Map.of("COMPOSE_PROFILES", "tools, other");

        assertThat(app().environment(environment).app().services())
                .containsKey("tool")
                .doesNotContainKey("debug");
        assertThat(app().environment(environment).profiles("other").app().services())
                .doesNotContainKey("tool");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"web | web db", "alone | alone", "tool | tool", "debug | db debug"})
    void targetsBringWhatTheyDependOnAndActivateTheirProfiles(String target, String services) {
        assertThat(app().targets(target).app().services().keySet()).containsExactly(services.split(" "));
    }

    @Test
    void onlyWhatTheTargetsUseIsThere() {
        assertThat(app().targets("alone").app().volumes()).isEmpty();
        assertThat(app().targets("web").app().volumes()).containsOnlyKeys("data");
    }

    @Test
    void anUnknownTargetIsAnErrorWithASuggestion() {
        assertThat(app().targets("wbe").failure())
                .hasMessageContaining("there is no service 'wbe'")
                .hasMessageContaining("use 'web'");
    }

    @Test
    void aRequiredServiceOfAnInactiveProfileIsAnErrorUnlessItIsOptional() {
        var required = Reading.of("services: {a: {image: x, depends_on: [b]}, b: {image: x, profiles: [q]}}");
        var optional = Reading.of(
                "services: {a: {image: x, depends_on: {b: {condition: service_started, required: false}}}, b: {image: x, profiles: [q]}}");

        assertThat(required.errors()).containsExactly("1:39 services.a depends on 'b', which is in no active profile");
        assertThat(required.profiles("q").app().services()).containsOnlyKeys("a", "b");
        assertThat(optional.app().services()).containsOnlyKeys("a");
    }

    private static String nameOf(String text, Optional<String> given, Map<String, String> environment) {
        var options = ReadOptions.of(new ComposeFile("/srv/My Shop/compose.yaml", text))
                .withEnvironment(environment);
        return ComposeReader.read(given.map(options::withName).orElse(options))
                .app()
                .name();
    }

    @Test
    void theNameGivenWinsOverTheEnvironmentOverTheFilesOverTheFolder() {
        String file = "name: of-file\nservices: {a: {image: x}}";
        var environment = Map.of("COMPOSE_PROJECT_NAME", "of-environment");

        assertThat(nameOf(file, Optional.of("given"), environment)).isEqualTo("given");
        assertThat(nameOf(file, Optional.empty(), environment)).isEqualTo("of-environment");
        assertThat(nameOf(file, Optional.empty(), Map.of())).isEqualTo("of-file");
        assertThat(nameOf("services: {a: {image: x}}", Optional.empty(), Map.of()))
                .isEqualTo("myshop");
    }

    @Test
    void theNameOfTheLastFileCountsAndCanHoldVariables() {
        assertThat(Reading.of("name: one\nservices: {a: {image: x}}")
                        .over("name: two-${N:-3}")
                        .app()
                        .name())
                .isEqualTo("two-3");
        assertThat(Reading.service("hostname: $COMPOSE_PROJECT_NAME")
                        .a()
                        .process()
                        .hostname())
                .contains("p");
    }

    @Test
    void aNameThatIsGivenMustBeAName() {
        assertThatThrownBy(() -> nameOf("services: {a: {image: x}}", Optional.of("My Shop"), Map.of()))
                .hasMessageContaining("'My Shop' is not a project name");
    }

    @Test
    void envFilesThatAreNamedTakeThePlaceOfTheOneInTheFolder() {
        var reading = Reading.service("hostname: $A-$B")
                .file(".env", "A=dot\nB=dot\n")
                .file("one.env", "A=one\nB=one\n")
                .file("two.env", "B=two\n");

        assertThat(ComposeReader.read(reading.options().withEnvFiles(List.of("/p/one.env", "/p/two.env")))
                        .canonical()
                        .toString())
                .contains("one-two");
    }

    @Test
    void pathsStartInTheProjectDirectoryAndNotInTheFolderOfAnOverride() {
        var options = Reading.service("volumes: ['./d:/d', '~/h:/h']\nbuild: .")
                .environment(Map.of("HOME", "/home/u"))
                .options()
                .withFile(new ComposeFile("/elsewhere/more.yaml", "services: {a: {volumes: ['./e:/e']}}"))
                .withProjectDirectory("/project");

        assertThat(ComposeReader.read(options).app().toString())
                .contains("/project/d", "/project/e", "/home/u/h", "context=/project,");
    }
}
