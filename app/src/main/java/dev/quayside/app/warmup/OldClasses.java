package dev.quayside.app.warmup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Marks classes that were compiled for Java 5 as classes for Java 6, in a launcher's own copies of libraries.
 *
 * <p>A JVM leaves classes before version 50 out of its cache, because it verifies them in the old way. From 50 on it
 * takes them, and falls back to the old way by itself (JVMS 4.10.1). The command line's parser is such a library: in the cache it
 * saves a quarter of what a command takes to start.
 */
public final class OldClasses {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int FIRST_CACHED = 50;
    private static final int MAJOR_VERSION = 6;
    private static final int HEADER = 8;
    private static final String CLASS = ".class";

    private OldClasses() {}

    /** Rewrites the libraries of a folder that hold such classes; the others stay as they are. */
    public static void raise(Path folder) {
        try {
            for (Path jar : jars(folder)) {
                if (holdsOldClasses(jar)) {
                    rewrite(jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static boolean holdsOldClasses(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(CLASS)) {
                    try (var in = file.getInputStream(entry)) {
                        if (isOld(in.readNBytes(HEADER))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    private static boolean isOld(byte[] start) {
        return start.length >= HEADER
                && ByteBuffer.wrap(start).getInt() == MAGIC
                && ByteBuffer.wrap(start).getShort(MAJOR_VERSION) < FIRST_CACHED;
    }

    private static void rewrite(Path jar) throws IOException {
        Path made = Files.createTempFile(jar.getParent(), "raised", ".tmp");
        try (var from = new JarFile(jar.toFile());
                var to = new JarOutputStream(Files.newOutputStream(made))) {
            for (JarEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (var in = from.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    if (entry.getName().endsWith(CLASS) && isOld(content)) {
                        ByteBuffer.wrap(content).putShort(MAJOR_VERSION, (short) FIRST_CACHED);
                    }
                    to.write(content);
                }
                to.closeEntry();
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
