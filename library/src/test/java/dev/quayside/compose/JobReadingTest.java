package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.error.ErrorCode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs are read and shown; what runs them is not there yet. */
class JobReadingTest {
    private static final String SERVICE = "services: {a: {image: x}}\n";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("jobs: {j: {image: y}}", "2:11 jobs.j needs the key 'triggers'"),
                Arguments.of("jobs: {j: {triggers: {}}}", "2:22 jobs.j.triggers needs the key 'manual' or 'schedule'"),
                Arguments.of(
                        "jobs: {j: {triggers: {schedule: [{timezone: UTC}]}}}",
                        "2:34 jobs.j.triggers.schedule[0] needs the key 'cron'"),
                Arguments.of(
                        "jobs: {j: {triggers: {schedule: [{cron: x, concurrency: allow}]}}}",
                        "2:57 jobs.j.triggers.schedule[0].concurrency cannot be 'allow'"),
                Arguments.of("jobs: {j: {trigers: {manual: true}}}", "2:12 the key jobs.j.trigers does not exist"),
                Arguments.of(
                        "jobs: {j: {triggers: {manual: true}, restart: always}}",
                        "2:38 the key jobs.j.restart does not exist"),
                Arguments.of("jobs: {a: {triggers: {manual: true}}}", "2:8 jobs.a has the name of a service"),
                Arguments.of(
                        "jobs: {j: {triggers: {manual: true}, depends_on: [b]}}",
                        "2:51 jobs.j depends on 'b', which is no service of this app"),
                Arguments.of(
                        "jobs: {j: {triggers: {manual: true}, depends_on: [k]}, k: {profiles: [p], triggers: {manual: true}}}",
                        "2:51 jobs.j depends on 'k', which is a job in no active profile"),
                Arguments.of(
                        "jobs: {j: {triggers: {manual: true}, extends: a}}", "2:47 the service 'a' does not exist"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void pointsAtMistakesOfAJob(String jobs, String expected) {
        assertThat(Reading.of(SERVICE + jobs).errors()).anyMatch(error -> error.startsWith(expected));
        assertThat(Reading.of(SERVICE + jobs).failure().code()).isEqualTo(ErrorCode.INVALID_FILE);
    }

    @Test
    void aServiceCannotWaitForAJob() {
        var reading = Reading.of("""
                services: {a: {image: x, depends_on: {j: {condition: service_started, required: false}}}}
                jobs: {j: {triggers: {manual: true}}}
                """);

        assertThat(reading.errors()).contains("1:39 services.a depends on 'j', which is a job");
    }

    @Test
    void jobsAreShownAndRefusedByWhoeverRunsThem() {
        var result = Reading.of(SERVICE + "jobs: {j: {image: y, triggers: {manual: false, schedule: ['@daily']}}}")
                .read();

        assertThat(result.canonical().mapping("jobs")).isPresent();
        assertThat(result.refusal()).get().satisfies(refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refusal.problem()).startsWith("/p/compose.yaml:2:1: no engine does jobs: nothing here starts");
        });
    }

    @Test
    void jobsMayWaitForEachOtherInACircle() {
        var reading = Reading.of(SERVICE + """
                jobs:
                  j: {depends_on: [k, a], triggers: {manual: true}}
                  k: {depends_on: [j], triggers: {manual: true}}
                """);

        assertThat(reading.read().canonical().mapping("jobs")).isPresent();
    }

    @Test
    void profilesActivateJobs() {
        String jobs = """
                jobs:
                  j: {triggers: {manual: true}}
                  k: {profiles: [p], triggers: {manual: true}}
                """;

        assertThat(Reading.of(SERVICE + jobs).json("jobs")).contains("\"j\"").doesNotContain("\"k\"");
        assertThat(Reading.of(SERVICE + jobs).profiles("p").json("jobs")).contains("\"j\"", "\"k\"");
        assertThat(Reading.of(SERVICE + jobs).profiles("p").read().profiles()).isEmpty();
    }

    @Test
    void aTargetLeavesTheJobsAndBringsThoseOfItsProfiles() {
        var reading = Reading.of("""
                services: {a: {image: x}, b: {image: x, profiles: [p]}}
                jobs:
                  j: {depends_on: [a], triggers: {manual: true}}
                  k: {profiles: [p], triggers: {manual: true}}
                """).targets("b");

        assertThat(reading.json("jobs")).contains("\"j\"", "\"k\"");
        assertThat(reading.read().services()).containsExactly("b");
    }

    @Test
    void resourcesThatOnlyJobsUseAreNotShown() {
        var reading = Reading.of("""
                services: {a: {image: x, network_mode: host}}
                jobs: {j: {networks: [n], volumes: ['vv:/v'], secrets: [s], triggers: {manual: true}}}
                networks: {n: }
                volumes: {vv: }
                secrets: {s: {file: f}}
                """);

        assertThat(reading.read().canonical().entries()).containsOnlyKeys("name", "services", "jobs");
    }

    @Test
    void imagesOfJobsAreListedAfterThoseOfServices() {
        var reading = Reading.of("""
                services: {a: {image: 'docker.io/library/x'}, b: {build: .}}
                jobs: {j: {image: y, triggers: {manual: true}}, k: {build: ., triggers: {manual: true}}}
                """);

        assertThat(reading.read().images()).containsExactly("docker.io/library/x", "p-b", "y", "p-k");
    }

    @Test
    void includedJobsHavePathsOfTheirFileAndAreOverridden() {
        var reading = Reading.of("""
                include: [sub/inc.yaml]
                services: {a: {image: x}}
                jobs: {j: {image: q}}
                """).file("sub/inc.yaml", """
                jobs: {j: {triggers: {manual: true}, volumes: ['./x:/y'], env_file: l.env}}
                """);

        assertThat(reading.json("jobs", "j")).contains("\"/p/sub/x\"", "\"/p/sub/l.env\"", "\"image\": \"q\"");
    }

    @Test
    void aJobExtendsAJobOfItsFileOrAServiceOfAnother() {
        var reading = Reading.of(SERVICE + """
                jobs:
                  j: {extends: k}
                  k: {extends: {service: b, file: sub/b.yaml}, triggers: {manual: true}}
                """).file("sub/b.yaml", "services: {b: {image: q, build: .}}");

        assertThat(reading.json("jobs", "j"))
                .isEqualTo(reading.json("jobs", "k"))
                .contains("/p/sub");
    }

    @Test
    void laterFilesTakeBackWhatAJobSaid() {
        var reading = Reading.of(SERVICE + "jobs: {j: {tty: true, triggers: {manual: true, schedule: [a]}}}")
                .over("jobs: {j: {tty: !reset true, triggers: {schedule: !override [b]}}}");

        assertThat(reading.json("jobs", "j"))
                .isEqualTo("{\"triggers\": {\"manual\": true, \"schedule\": [{\"cron\": \"b\"}]},"
                        + " \"networks\": {\"default\": null}}");
    }
}
