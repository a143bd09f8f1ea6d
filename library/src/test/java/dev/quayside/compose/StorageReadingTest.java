package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quayside.model.FileMount;
import dev.quayside.model.Mount;
import dev.quayside.model.Mount.AnonymousMount;
import dev.quayside.model.Mount.BindMount;
import dev.quayside.model.Mount.Submounts;
import dev.quayside.model.Mount.TmpfsMount;
import dev.quayside.model.Mount.VolumeMount;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How mounts, configs and secrets of a service reach the model. */
class StorageReadingTest {
    private static final Optional<String> NONE = Optional.empty();

    private static BindMount bind(Optional<Submounts> submounts) {
        return new BindMount("/p/x", "/d", false, false, NONE, NONE, submounts);
    }

    static Stream<Arguments> mounts() {
        return Stream.of(
                Arguments.of("/d", new AnonymousMount("/d", false)),
                Arguments.of("'vol:/d'", new VolumeMount("vol", "/d", false, true, NONE)),
                Arguments.of("'vol:/d:ro'", new VolumeMount("vol", "/d", true, true, NONE)),
                Arguments.of("'vol:/d:nocopy'", new VolumeMount("vol", "/d", false, false, NONE)),
                Arguments.of(
                        "{type: volume, source: vol, target: /d, read_only: true, volume: {nocopy: true, subpath: s}}",
                        new VolumeMount("vol", "/d", true, false, Optional.of("s"))),
                Arguments.of("{type: volume, target: /d}", new AnonymousMount("/d", false)),
                Arguments.of(
                        "{type: volume, target: /d, volume: {labels: [a=b]}}",
                        new AnonymousMount("/d", false, Map.of("a", "b"))),
                Arguments.of(
                        "{type: bind, source: x, target: /d, bind: {create_host_path: false, recursive: disabled}}",
                        bind(Optional.of(Submounts.HIDDEN))),
                Arguments.of(
                        "{type: bind, source: x, target: /d, bind: {create_host_path: false, recursive: writable}}",
                        bind(Optional.of(Submounts.WRITABLE))),
                Arguments.of(
                        "{type: bind, source: x, target: /d, bind: {create_host_path: false, recursive: readonly}}",
                        bind(Optional.of(Submounts.READ_ONLY))),
                Arguments.of(
                        "{type: bind, source: x, target: /d, bind: {create_host_path: false, recursive: enabled}}",
                        bind(Optional.empty())),
                Arguments.of("'./x:/d'", new BindMount("/p/x", "/d", false, true, NONE, NONE)),
                Arguments.of("'../x:/d:ro'", new BindMount("/x", "/d", true, true, NONE, NONE)),
                Arguments.of("'/x:/d:z,ro'", new BindMount("/x", "/d", true, true, NONE, Optional.of("z"))),
                Arguments.of("'/x:/d:rslave'", new BindMount("/x", "/d", false, true, Optional.of("rslave"), NONE)),
                Arguments.of("'~/x:/d'", new BindMount("/home/u/x", "/d", false, true, NONE, NONE)),
                Arguments.of(
                        "{type: bind, source: x, target: /d}", new BindMount("/p/x", "/d", false, false, NONE, NONE)),
                Arguments.of(
                        "{type: bind, source: ./x, target: /d, bind: {create_host_path: false, propagation: shared, selinux: Z}}",
                        new BindMount("/p/x", "/d", false, false, Optional.of("shared"), Optional.of("Z"))),
                Arguments.of(
                        "{type: tmpfs, target: /d, tmpfs: {size: 1m, mode: 0o700}}",
                        new TmpfsMount("/d", OptionalLong.of(1L << 20), OptionalInt.of(0700))),
                Arguments.of(
                        "{type: tmpfs, target: /d/}", new TmpfsMount("/d", OptionalLong.empty(), OptionalInt.empty())));
    }

    @ParameterizedTest
    @MethodSource("mounts")
    void readsMounts(String written, Mount mount) {
        var service = Reading.service("volumes: [" + written + "]")
                .over("volumes: {vol: }")
                .environment(Map.of("HOME", "/home/u"))
                .a();

        assertThat(service.storage().mounts()).containsExactly(mount);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v:/x | this version does not read the path 'v:/x' of a Windows container yet",
                "a/b:/x | uses the volume 'a/b', which is not defined",
                "vol:/x | uses the volume 'vol', which is not defined",
                "vol:/b:cc:/d | it has too many colons",
                "vol::/x | there is nothing between two colons",
            })
    void refusesMountsThatMeanNothing(String written, String message) {
        assertThat(Reading.service("volumes: ['" + written + "']").errors())
                .first()
                .asString()
                .startsWith("4:15 ")
                .contains(message);
    }

    @Test
    void readsMemoryThatLooksLikeAFolder() {
        assertThat(Reading.service("tmpfs: /a").a().storage().mounts())
                .containsExactly(new TmpfsMount("/a", OptionalLong.empty(), OptionalInt.empty()));
        assertThat(Reading.service("tmpfs: [/a, '/b:size=1m,mode=700']")
                        .a()
                        .storage()
                        .mounts())
                .contains(new TmpfsMount("/b", OptionalLong.of(1L << 20), OptionalInt.of(0700)));
    }

    @Test
    void configsStandInTheRootAndSecretsInTheirFolder() {
        var storage = Reading.service("configs: [c]\nsecrets: [s]")
                .over("configs: {c: {content: x}}\nsecrets: {s: {file: s.txt}}")
                .a()
                .storage();

        assertThat(storage.configs()).containsExactly(new FileMount("c", "/c", NONE, NONE, OptionalInt.empty()));
        assertThat(storage.secrets())
                .containsExactly(new FileMount("s", "/run/secrets/s", NONE, NONE, OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0440", "'\"0440\"'", "0o440"})
    void readsConfigsAndSecretsInLongSyntax(String mode) {
        var storage = Reading.service("configs: [{source: c, target: /t, uid: '1', gid: '2', mode: " + mode + "}]\n"
                        + "secrets: [{source: s, target: t}]")
                .over("configs: {c: {content: x}}\nsecrets: {s: {file: s.txt}}")
                .a()
                .storage();

        assertThat(storage.configs())
                .containsExactly(new FileMount("c", "/t", Optional.of("1"), Optional.of("2"), OptionalInt.of(0440)));
        assertThat(storage.secrets())
                .containsExactly(new FileMount("s", "/run/secrets/t", NONE, NONE, OptionalInt.empty()));
    }
}
