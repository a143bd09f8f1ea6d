package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.Node.MappingNode;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is shown of several files without some of the stages, as docker compose shows it; one file's is in {@code stages.txt}. */
class PartialReadingTest {
    private static MappingNode services(Reading reading, Stage leftOut) {
        return ComposeReader.partial(reading.options(), Set.of(leftOut))
                .tree()
                .mapping("services")
                .orElseThrow();
    }

    private static String context(MappingNode services, String service) {
        return services.mapping(service)
                .flatMap(known -> known.mapping("build"))
                .flatMap(build -> build.text("context"))
                .orElseThrow();
    }

    @Test
    void pathsThatAreNotResolvedAreSeenFromTheProjectAlsoThroughIncludesAndExtendedServices() {
        var services = services(
                Reading.of("include: [a/inc.yaml]\n")
                        .file("a/inc.yaml", """
                                include: [b/inc.yaml]
                                services:
                                  extending: {extends: {file: x/base.yaml, service: base}}
                                """)
                        .file("a/x/base.yaml", "services: {base: {extends: {file: y/base.yaml, service: base}}}\n")
                        .file("a/x/y/base.yaml", "services: {base: {build: .}}\n")
                        .file("a/b/inc.yaml", "services: {included: {build: ./here}}\n"),
                Stage.PATHS);

        assertThat(context(services, "extending")).isEqualTo("a/x/y");
        assertThat(context(services, "included")).isEqualTo("a/b/here");
    }
}
