package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The example in the documentation of {@link ComposeReader} is a program that can be compiled and run. */
class JavadocExampleTest {
    private static final Path SOURCE =
            Path.of("src", "main", "java", "dev", "quayside", "compose", "ComposeReader.java");
    private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\\n(.*?)\\n \\* }</pre>", Pattern.DOTALL);

    @TempDir
    private Path classes;

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    void theExampleOfTheReaderReadsItsFile() throws Exception {
        var example = EXAMPLE.matcher(Files.readString(SOURCE));
        assertThat(example.find()).isTrue();
        compile(example.group(1)
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n")));

        assertThat(run()).isEqualTo("shop [nginx:2]\nnginx:2\n");
    }

    private void compile(String statements) {
        String text = "import dev.quayside.compose.*;\nimport java.util.*;\n"
                + "public class Example {\n public static void main(String[] arguments) {\n" + statements + "\n}}\n";
        var source = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignored) {
                return text;
            }
        };
        List<String> options =
                List.of("-d", classes.toString(), "-proc:none", "-classpath", System.getProperty("java.class.path"));
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, null, options, null, List.of(source))
                .call();
        assertThat(compiled).as(text).isTrue();
    }

    private String run() throws Exception {
        var printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
