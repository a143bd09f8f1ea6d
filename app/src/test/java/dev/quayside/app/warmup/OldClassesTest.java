package dev.quayside.app.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OldClassesTest {
    private static final int JAVA_5 = 49;
    private static final int JAVA_21 = 65;

    @TempDir
    private Path folder;

    @Test
    void classesForJava5BecomeClassesForJava6AndTheRestStaysAsItIs() throws IOException {
        Path jar = jar("old.jar", JAVA_5, JAVA_21);

        OldClasses.raise(folder);

        assertThat(entry(jar, "First.class")).isEqualTo(classFile(50));
        assertThat(entry(jar, "Second.class")).isEqualTo(classFile(JAVA_21));
        assertThat(entry(jar, "notes.txt")).asString().isEqualTo("as it was");
        assertThat(folder).isDirectoryContaining(file -> file.equals(jar));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void aLibraryWithoutSuchClassesIsNotTouched() throws IOException {
        Path jar = jar("new.jar", JAVA_21, JAVA_21);
        var longAgo = FileTime.fromMillis(1_000_000_000_000L);
        Files.setLastModifiedTime(jar, longAgo);

        OldClasses.raise(folder);

        assertThat(Files.getLastModifiedTime(jar)).isEqualTo(longAgo);
    }

    private Path jar(String name, int first, int second) throws IOException {
        Path jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("First.class"));
            out.write(classFile(first));
            out.putNextEntry(new JarEntry("Second.class"));
            out.write(classFile(second));
            out.putNextEntry(new JarEntry("notes.txt"));
            out.write("as it was".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static byte[] classFile(int version) {
        return new byte[] {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, (byte) version, 0, 1, 2, 3};
    }

    private static byte[] entry(Path jar, String name) throws IOException {
        try (var file = new JarFile(jar.toFile());
                var in = file.getInputStream(file.getJarEntry(name))) {
            return in.readAllBytes();
        }
    }
}
