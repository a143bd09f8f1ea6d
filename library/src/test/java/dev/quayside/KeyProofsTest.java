package dev.quayside;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.compose.UsedKeys;
import dev.quayside.engine.Fidelity;
import dev.quayside.engine.Verdict;
import dev.quayside.engine.docker.DockerFidelity;
import dev.quayside.engine.kubernetes.KubernetesFidelity;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.AnnotationSupport;

/** Every key that a table of verdicts calls mapped has a test on a real engine. */
class KeyProofsTest {
    private static final List<String> PACKAGES =
            List.of("dev.quayside.engine.docker.", "dev.quayside.engine.kubernetes.", "dev.quayside.");

    record Proofs(Fidelity table, Map<String, String> named) {
        @Override
        public String toString() {
            return table.engine();
        }
    }

    static Stream<Proofs> engines() {
        return Stream.of(
                new Proofs(DockerFidelity.TABLE, KeyProofs.DOCKER),
                new Proofs(KubernetesFidelity.TABLE, KeyProofs.KUBERNETES));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatIsMappedIsProvedByItsExampleOrByANamedTest(Proofs proofs) {
        var mapped = UsedKeys.known().stream()
                .filter(key -> proofs.table().of(key).kind() == Verdict.Kind.MAPPED)
                .toList();
        var byExample = KeyExample.mappedBy(proofs.table(), proofs.named().keySet())
                .map(KeyExample::key)
                .toList();

        assertThat(mapped).containsAll(proofs.named().keySet());
        assertThat(Stream.concat(byExample.stream(), proofs.named().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(mapped);
    }

    @ParameterizedTest
    @MethodSource("engines")
    void everyNamedTestIsATestOnAnEngine(Proofs proofs) {
        assertThat(proofs.named()).allSatisfy((key, test) -> {
            String[] names = test.split("\\.", 2);
            assertThat(names[0]).endsWith("IT");
            assertThat(methods(names[0]))
                    .filteredOn(method -> method.getName().equals(names[1]))
                    .anyMatch(method -> AnnotationSupport.isAnnotated(method, Test.class)
                            || AnnotationSupport.isAnnotated(method, ParameterizedTest.class));
        });
    }

    /** Those of the class and of the contract that it keeps. */
    private static List<Method> methods(String simpleName) {
        return Stream.<Class<?>>iterate(found(simpleName), type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .toList();
    }

    private static Class<?> found(String simpleName) {
        for (String place : PACKAGES) {
            try {
                return Class.forName(place + simpleName, false, KeyProofsTest.class.getClassLoader());
            } catch (ClassNotFoundException elsewhere) {
                // The next package may have it.
            }
        }
        throw new AssertionError("there is no class " + simpleName + " in " + PACKAGES);
    }
}
