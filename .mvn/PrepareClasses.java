import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Gives classes the form in which a JVM starts them fastest, in the launcher's own copies of jars. They do what they did before.
 *
 * <ul>
 *   <li>Classes that were compiled for Java 5 become classes for Java 8. A JVM verifies those before version 50 in an old way, and
 *       leaves them out of its cache for that. Newer ones say how their variables are typed at each jump, which is worked out here.
 *       The parser of the command line is such a library: in the cache it saves a quarter of what a command takes to start.
 *   <li>Switches over types become tests for one type after the other. As they are compiled, a JVM writes a class for each of them when
 *       it comes by first, with every run, which takes milliseconds each; its cache does not keep those classes (JDK 25).
 * </ul>
 *
 * <p>Needs JDK 24, runs once for each build.
 *
 * <p>Usage: {@code java PrepareClasses.java FOLDER-OF-JARS}
 */
final class PrepareClasses {
    private static final int JAVA_6 = 50;
    private static final int JAVA_8 = 52;
    private static final String CLASS = ".class";

    private final ClassFile classes;

    private PrepareClasses(ClassLoader all) {
        classes = ClassFile.of(
                StackMapsOption.GENERATE_STACK_MAPS,
                ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(all)));
    }

    public static void main(String[] words) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(words[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        try (var all = new URLClassLoader(jars.stream().map(PrepareClasses::url).toArray(URL[]::new))) {
            for (Path jar : jars) {
                System.out.println(jar.getFileName() + ": " + new PrepareClasses(all).prepare(jar) + " classes changed");
            }
        }
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** How many classes had to be changed; with none, the jar stays as it is. */
    private int prepare(Path jar) throws IOException {
        Path made = Files.createTempFile(jar.getParent(), "prepared", ".tmp");
        int changed = 0;
        try (var from = new JarFile(jar.toFile());
                var to = new JarOutputStream(Files.newOutputStream(made))) {
            for (JarEntry entry : Collections.list(from.entries())) {
                to.putNextEntry(new JarEntry(entry.getName()));
                try (var in = from.getInputStream(entry)) {
                    byte[] content = in.readAllBytes();
                    byte[] prepared = entry.getName().endsWith(CLASS) ? prepared(content) : content;
                    changed += prepared == content ? 0 : 1;
                    to.write(prepared);
                }
                to.closeEntry();
            }
        }
        if (changed > 0) {
            Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.delete(made);
        }
        return changed;
    }

    private byte[] prepared(byte[] content) {
        ClassModel model = classes.parse(content);
        if (model.majorVersion() < JAVA_6) {
            return raised(model);
        }
        return hasTypeSwitch(model) ? withoutTypeSwitches(model) : content;
    }

    private byte[] raised(ClassModel model) {
        // A body that is handed on piece by piece is put together anew.
        var bodies = ClassTransform.transformingMethodBodies((builder, piece) -> builder.with(piece));
        return classes.transformClass(
                model,
                bodies.andThen(ClassTransform.dropping(element -> element instanceof ClassFileVersion))
                        .andThen(ClassTransform.endHandler(builder -> builder.withVersion(JAVA_8, 0))));
    }

    // ---- switches over types ----------------------------------------------------------------------------------------

    /** A switch over types, and the method that takes its place. */
    private record TypeSwitch(String method, MethodTypeDesc type, List<ClassDesc> labels) {
        /** The number of the first label from the given one on that the value fits, as {@code SwitchBootstraps.typeSwitch} says it. */
        void write(CodeBuilder code) {
            var something = code.newLabel();
            code.aload(0).ifnonnull(something).loadConstant(-1).ireturn().labelBinding(something);
            for (int label = 0; label < labels.size(); label++) {
                var next = code.newLabel();
                code.iload(1).loadConstant(label).if_icmpgt(next);
                code.aload(0).instanceOf(labels.get(label)).ifeq(next);
                code.loadConstant(label).ireturn().labelBinding(next);
            }
            code.loadConstant(labels.size()).ireturn();
        }
    }

    private static boolean hasTypeSwitch(ClassModel model) {
        return model.methods().stream().anyMatch(PrepareClasses::hasTypeSwitch);
    }

    private static boolean hasTypeSwitch(MethodModel method) {
        return method.code().stream().flatMap(code -> code.elementStream()).anyMatch(PrepareClasses::isTypeSwitch);
    }

    /** Whether it is one whose labels are types all; those over constants stay as they are. */
    private static boolean isTypeSwitch(CodeElement element) {
        return element instanceof InvokeDynamicInstruction call
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && call.bootstrapMethod().owner().descriptorString().equals("Ljava/lang/runtime/SwitchBootstraps;")
                && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    private byte[] withoutTypeSwitches(ClassModel model) {
        var switches = new ArrayList<TypeSwitch>();
        ClassDesc self = model.thisClass().asSymbol();
        boolean isInterface = model.flags().has(AccessFlag.INTERFACE);
        var calls = ClassTransform.transformingMethodBodies(
                PrepareClasses::hasTypeSwitch,
                (CodeBuilder builder, CodeElement element) -> {
                    if (isTypeSwitch(element)) {
                        var call = (InvokeDynamicInstruction) element;
                        var labels = call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList();
                        var made = new TypeSwitch("typeSwitch$" + switches.size(), call.typeSymbol(), labels);
                        switches.add(made);
                        builder.invokestatic(self, made.method(), made.type(), isInterface);
                    } else {
                        builder.with(element);
                    }
                });
        int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
        return classes.transformClass(
                model,
                calls.andThen(ClassTransform.endHandler(builder -> switches.forEach(
                        made -> builder.withMethodBody(made.method(), made.type(), flags, made::write)))));
    }
}
