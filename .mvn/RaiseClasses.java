import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.ClassFileVersion;
import java.net.URL;
import java.net.URLClassLoader;
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
 * Makes classes for Java 8 of those that were compiled for Java 5, in the launcher's own copies of libraries.
 *
 * <p>A JVM verifies classes before version 50 in an old way, and leaves them out of its cache for that. Newer ones say how their
 * variables are typed at each jump, which is worked out here; nothing else of them changes. The command line's parser is such a
 * library: in the cache it saves a quarter of what a command takes to start. Needs JDK 24, runs once for each build.
 *
 * <p>Usage: {@code java RaiseClasses.java FOLDER-OF-LIBRARIES}
 */
final class RaiseClasses {
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;
    private static final String CLASS = ".class";

    private RaiseClasses() {}

    public static void main(String[] words) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(words[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            if (holdsOldClasses(jar)) {
                rewrite(jar);
                System.out.println("raised the classes of " + jar.getFileName());
            }
        }
    }

    private static boolean holdsOldClasses(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            for (JarEntry entry : Collections.list(file.entries())) {
                if (entry.getName().endsWith(CLASS)) {
                    try (var in = file.getInputStream(entry)) {
                        if (isOld(in.readNBytes(8))) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    /** The eighth byte is the version's lower half; the upper one is nothing so far. */
    private static boolean isOld(byte[] start) {
        return start.length >= 8 && start[0] == (byte) 0xCA && start[1] == (byte) 0xFE && start[7] < JAVA_6;
    }

    private static void rewrite(Path jar) throws IOException {
        Path made = Files.createTempFile(jar.getParent(), "raised", ".tmp");
        try (var from = new JarFile(jar.toFile());
                var to = new JarOutputStream(Files.newOutputStream(made));
                var classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
            var hierarchy = ClassHierarchyResolver.ofResourceParsing(classes);
            var writer = ClassFile.of(
                    StackMapsOption.GENERATE_STACK_MAPS, ClassFile.ClassHierarchyResolverOption.of(hierarchy));
            for (JarEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (var in = from.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    to.write(entry.getName().endsWith(CLASS) && isOld(content) ? raised(writer, content) : content);
                }
                to.closeEntry();
            }
        }
        Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] raised(ClassFile writer, byte[] content) {
        // A body that is handed on piece by piece is put together anew.
        var bodies = ClassTransform.transformingMethodBodies((builder, piece) -> builder.with(piece));
        return writer.transformClass(
                writer.parse(content),
                bodies.andThen(ClassTransform.dropping(element -> element instanceof ClassFileVersion))
                        .andThen(ClassTransform.endHandler(builder -> builder.withVersion(JAVA_8, 0))));
    }
}
