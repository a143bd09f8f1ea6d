package dev.quayside.benchmarks;

import dev.quayside.compose.ComposeFile;
import dev.quayside.compose.ComposeReader;
import dev.quayside.compose.ComposeWriter;
import dev.quayside.compose.FileLookup;
import dev.quayside.compose.ReadOptions;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads the texts that cost most within the limits of the reader, each in a virtual machine of its own with a heap of 128 MB: every one
 * must be read, or refused with the typed error, within a second.
 */
public final class WorstTexts {
    /** The heap, and the rest as the command line starts its virtual machine. */
    private static final List<String> MACHINE = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final double GOAL_SECONDS = 1;
    private static final long DEADLINE_SECONDS = 60;
    private static final String FILE = "/p/compose.yaml";
    private static final String SMALL = "services: {a: {image: x, ports: ['80:80'], environment: [\"A=${B:-c}\"]}}\n";

    private static final Map<String, Supplier<Map<String, String>>> TEXTS = new LinkedHashMap<>();

    static {
        text("nested lists", () -> "x-a: [" + repeat(380, i -> "[".repeat(253) + "]".repeat(253) + ",") + "]");
        text("nested lists that do not end", () -> "x-a: " + "[".repeat(2_000_000));
        text(
                "nested mappings of long keys",
                () -> repeat(250, i -> " ".repeat(i) + "k".repeat(16_000) + ":\n") + " ".repeat(251) + "a");
        text(
                "wrong keys below a long one",
                () -> service("environment: {}\n  " + "k".repeat(2_000_000) + ":\n    image: x\n"
                        + repeat(49_000, i -> "    w" + i + ":\n")));
        text("keys", () -> service("environment: {" + repeat(49_000, i -> "K" + i + ": ,") + "}"));
        text("too many services", () -> "services:\n" + repeat(24_000, i -> "  s" + i + ": {image: x}\n"));
        text("services", () -> "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x}\n"));
        text(
                "services with ports and more",
                () -> "services:\n"
                        + repeat(
                                5_000,
                                i -> "  s" + i
                                        + ": {image: x, ports: ['1:1', 2], labels: [a, b=c, d], expose: [1, 2]}\n"));
        text(
                "services in a ring",
                () -> "services:\n"
                        + repeat(5_000, i -> "  s" + i + ": {image: x, depends_on: [s" + (i + 1) % 5_000 + "]}\n"));
        text(
                "services in pairs",
                () -> "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x, depends_on: [s" + (i ^ 1) + "]}\n"));
        text("services that depend on all others", () -> servicesThatNameAllBefore("depends_on"));
        text(
                "services that depend on unknown ones",
                () -> "services:\n"
                        + repeat(
                                5_000,
                                i -> "  service-with-a-long-name-" + i
                                        + ": {image: x, depends_on: [servise-with-a-long-name-" + i + "x]}\n"));
        text(
                "unknown networks, volumes, configs",
                () -> "networks: {" + repeat(9_000, i -> "network-with-a-name-" + i + ": ,") + "}\nservices:\n"
                        + repeat(5_000, i -> "  s" + i + ": {image: x, networks: [netwerk-with-a-name-x" + i + "]}\n"));
        text(
                "unknown keys",
                () -> service(repeat(49_000, i -> "environmemt_with_a_long_name_" + i + ": \n    ")
                        .stripTrailing()));
        text("the same key twice", () -> service("environment: {" + repeat(49_000, i -> "K: ,") + "}"));
        text(
                "aliases of a long text",
                () -> "x-a: &a " + "x".repeat(3_900_000) + "\nx-b: [" + "*a,".repeat(90_000) + "]");
        text(
                "aliases of aliases",
                () -> "x-0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
                        + repeat(9, i -> "x-%d: &a%d [%s]\n".formatted(i + 1, i + 1, ("*a" + i + ",").repeat(10))));
        text(
                "a merge of many aliases",
                () -> "x-a: &a {" + repeat(30_000, i -> "k" + i + ": ,") + "}\nx-b: {<<: [" + "*a,".repeat(30_000)
                        + "]}");
        text(
                "many merges of one mapping",
                () -> "x-a: &a {" + repeat(20_000, i -> "k" + i + ": ,") + "}\n"
                        + repeat(12_000, i -> "x-" + i + ": {<<: *a}\n"));
        text(
                "merges of merges",
                () -> "x-a0: &a0 {a: b}\n"
                        + repeat(
                                12_000,
                                i -> "x-a" + (i + 1) + ": &a" + (i + 1) + " {<<: *a" + i + ", k" + i + ": }\n"));
        text("anchors", () -> "x-a: [" + repeat(95_000, i -> "&a" + i + " ,") + "]");
        text("documents", () -> SMALL + "---\n{}\n".repeat(500_000));
        text(
                "documents over a large one",
                () -> "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x}\n") + "---\n{}\n".repeat(300_000));
        text(
                "address pools in two documents",
                () -> "services: {a: {image: x}}\n"
                        + repeat(
                                2,
                                document -> "---\nnetworks: {n: {ipam: {config: ["
                                        + repeat(20_000, i -> "{subnet: s" + (i * 2 + document) + "},") + "]}}}\n"));
        text(
                "a service extends each before it",
                () -> "services:\n  s0: {image: x}\n"
                        + repeat(4_999, i -> "  s" + (i + 1) + ": {extends: s" + i + ", labels: [k" + i + "]}\n"));
        text(
                "services extend a large one",
                () -> "services:\n  base: {image: x, environment: {" + repeat(20_000, i -> "k" + i + ": ,") + "}}\n"
                        + repeat(4_999, i -> "  s" + i + ": {extends: base}\n"));
        text("variables without an end", () -> "x-a: \"" + "${A:-".repeat(700_000) + "\"");
        text("variables without an end, in a default", () -> "x-a: \"${A:-" + "${B".repeat(1_200_000) + "}\"");
        text("nested defaults", () -> "x-a: \"" + "${A:-".repeat(500_000) + "}".repeat(500_000) + "\"");
        text("many short defaults", () -> "x-a: \"" + "${A:-}".repeat(600_000) + "\"");
        text("many messages of unset variables", () -> "x-a: \"" + "${A}".repeat(900_000) + "\"");
        text("dollar signs", () -> "x-a: \"" + "$".repeat(4_000_000) + "\"");
        text("defaults with braces", () -> "x-a: \"" + "${A:-{".repeat(600_000) + "}\"");
        text("a long command", () -> service("command: \"" + "a ".repeat(2_000_000) + "\""));
        text("a long command in brackets", () -> service("command: \"$(" + "$(".repeat(1_900_000) + "\""));
        text(
                "a long image",
                () -> service("image: \"" + "a/".repeat(2_000_000) + "\"").replace("image: x\n", ""));
        text("a long port", () -> service("ports: [\"" + "1:".repeat(2_000_000) + "1\"]"));
        text("a long volume", () -> service("volumes: [\"" + "a:".repeat(2_000_000) + "1\"]"));
        text("a long path", () -> service("volumes: [\"./" + "a/../".repeat(800_000) + ":/x\"]"));
        text("a long number", () -> service("cpu_count: " + "1".repeat(4_000_000)));
        text("a long duration", () -> service("stop_grace_period: " + "1s".repeat(2_000_000)));
        text("a long size", () -> service("mem_limit: " + "1".repeat(2_000_000) + "x".repeat(2_000_000)));
        text("a long name", () -> "name: \"" + "A ".repeat(2_000_000) + "\"\n" + SMALL);
        text("long hosts", () -> service("extra_hosts: [\"a=" + ",".repeat(4_000_000) + "\"]"));
        text("ranges of ports", () -> service("ports: [" + repeat(30_000, i -> "1-60000:1-60000,") + "]"));
        text("ranges to expose", () -> service("expose: [" + repeat(40_000, i -> "1-65535,") + "]"));
        text("tabs", () -> "x-a:\n" + repeat(40_000, i -> "  - a:\t\"b\"\n"));
        text("tabs between values", () -> "x-a: [" + repeat(40_000, i -> "\"b\"\t,") + "]");
        text("quotes that do not end", () -> "x-a: [" + "\"\\x41".repeat(600_000));
        text("comments", () -> SMALL + "# c\n".repeat(1_000_000));
        text("anchors without values", () -> "&a\n".repeat(1_000_000));
        text("question marks", () -> "? ".repeat(2_000_000));
        text("a long line of colons", () -> "a: ".repeat(1_300_000));
        text(
                "services in one long line",
                () -> "services:\n  s0: {image: x}\n"
                        + repeat(4_999, i -> "  s" + (i + 1) + ": {image: x, depends_on: [s" + i + "]}\n"));
        text(
                "services that share namespaces in one long line",
                () -> "services:\n  s0: {image: x}\n"
                        + repeat(
                                4_999,
                                i -> "  s" + (i + 1) + ": {image: x, network_mode: 'service:s" + i
                                        + "', pid: 'service:s" + i + "', volumes_from: [s" + i + "]}\n"));
        text("services with links to all others", () -> servicesThatNameAllBefore("links"));
        text(
                "services with profiles",
                () -> "services:\n"
                        + repeat(5_000, i -> "  s" + i + ": {image: x, profiles: [p" + i + ", q" + i + ", r]}\n"));
        text(
                "services of one name for their containers",
                () -> "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x, container_name: same}\n"));
        text(
                "keys that are reset",
                () -> service("environment: {" + repeat(24_000, i -> "K" + i + ": v,") + "}") + "---\n"
                        + service("environment: {" + repeat(24_000, i -> "K" + i + ": !reset ,") + "}"));
        text(
                "keys that are overridden",
                () -> service("labels: {" + repeat(24_000, i -> "K" + i + ": v,") + "}") + "---\n"
                        + service("labels: {" + repeat(24_000, i -> "K" + i + ": !override v,") + "}"));
        text(
                "services that are reset",
                () -> "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x}\n") + "---\nservices:\n"
                        + repeat(4_999, i -> "  s" + i + ": !reset \n"));
        text(
                "lists over lists",
                () -> service("ports: [" + repeat(20_000, i -> i + 1 + ",") + "]\n    cap_add: ["
                                + repeat(20_000, i -> "c" + i + ",") + "]")
                        + "---\n"
                        + service("ports: [" + repeat(20_000, i -> i + 10_000 + ",") + "]\n    cap_add: ["
                                + repeat(20_000, i -> "c" + (i + 10_000) + ",") + "]"));
        text("the same item again and again", () -> service("cap_add: [" + "a,".repeat(90_000) + "]"));
        text("mounts", () -> service("volumes: [" + repeat(45_000, i -> "'/a:/b" + i + "',") + "]"));
        text("mounts at one place", () -> service("tmpfs: [" + repeat(45_000, i -> "'/b:size=" + i + "',") + "]"));
        text("hosts", () -> service("extra_hosts: [" + repeat(45_000, i -> "h" + i + "=1.2.3.4,") + "]"));
        text("devices", () -> service("devices: [" + repeat(45_000, i -> "/d" + i + ",") + "]"));
        text("files to load", () -> service("env_file: [" + repeat(45_000, i -> "f" + i + ",") + "]"));
        text("secrets that nobody defines", () -> service("secrets: [" + repeat(45_000, i -> "s" + i + ",") + "]"));
        text(
                "secrets",
                () -> service("secrets: [" + repeat(15_000, i -> "s" + i + ",") + "]") + "secrets:\n"
                        + repeat(15_000, i -> "  s" + i + ": {file: f}\n"));
        text(
                "networks",
                () -> service("networks: [" + repeat(15_000, i -> "n" + i + ",") + "]") + "networks:\n"
                        + repeat(15_000, i -> "  n" + i + ": {driver: x}\n"));
        text(
                "many values of long keys",
                () -> service("labels: {" + repeat(39, i -> "k".repeat(100_000) + i + ": [],") + "}"));
        text(
                "variables",
                () -> service(
                        "environment: {" + repeat(30_000, i -> "K" + i + ": '${V" + i + ":-d}${W" + i + "}',") + "}"));
        text(
                "unknown words",
                () -> "services:\n" + repeat(5_000, i -> "  s" + i + ": {imag: x, restrat: y, prots: [1]}\n"));
        text(
                "unknown services of a file to extend",
                () -> "services:\n  base: {image: x}\n"
                        + repeat(4_999, i -> "  service-" + i + ": {extends: servicf-" + i + "x}\n"));
        project(
                "files that include the next twice",
                repeat(30, i -> "include: [f" + (i + 1) + ".yaml, ./f" + (i + 1) + ".yaml]\n\u0000") + SMALL,
                "f%d.yaml");
        projects(
                "a large file included many times",
                Map.of(
                        FILE,
                        "include: [" + "f.yaml,".repeat(20_000) + "]\n",
                        "/p/f.yaml",
                        "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x}\n")));
        projects(
                "services that extend a large one of another file",
                Map.of(
                        FILE,
                        "services:\n" + repeat(4_999, i -> "  s" + i + ": {extends: {service: base, file: f.yaml}}\n"),
                        "/p/f.yaml",
                        "services:\n  base: {image: x, environment: {" + repeat(40_000, i -> "k" + i + ": ,")
                                + "}}\n"));
        projects(
                "an env file that doubles its values",
                Map.of(
                        FILE,
                        SMALL,
                        "/p/.env",
                        "A0=" + "x".repeat(1000) + "\n"
                                + repeat(
                                        500,
                                        i -> "A" + (i + 1) + "=$A" + Math.min(i, 12) + "$A" + Math.min(i, 12) + "\n")));
        projects("a long env file", Map.of(FILE, SMALL, "/p/.env", repeat(400_000, i -> "A" + i + "=b\n")));
        projects(
                "env files of many services",
                Map.of(
                        FILE,
                        "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x, env_file: f.env}\n"),
                        "/p/f.env",
                        repeat(20_000, i -> "A" + i + "=b\n")));
        projects(
                "label files of many services",
                Map.of(
                        FILE,
                        "services:\n" + repeat(5_000, i -> "  s" + i + ": {image: x, label_file: f.env}\n"),
                        "/p/f.env",
                        repeat(20_000, i -> "A" + i + "=b\n")));
    }

    private WorstTexts() {}

    private static void text(String name, Supplier<String> text) {
        TEXTS.put(name, () -> Map.of(FILE, text.get()));
    }

    private static void projects(String name, Map<String, String> files) {
        TEXTS.put(name, () -> files);
    }

    /** The first file and those that it names one after the other, with a NUL between them. */
    private static void project(String name, String texts, String names) {
        var files = new LinkedHashMap<String, String>();
        String[] parts = texts.split("\u0000", -1);
        for (int i = 0; i < parts.length; i++) {
            files.put(i == 0 ? FILE : "/p/" + names.formatted(i), parts[i]);
        }
        TEXTS.put(name, () -> files);
    }

    private static String repeat(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    private static String servicesThatNameAllBefore(String key) {
        return "services:\n"
                + repeat(300, i -> "  s" + i + ": {image: x, " + key + ": [" + repeat(i, j -> "s" + j + ",") + "]}\n");
    }

    private static String service(String lines) {
        return "services:\n  a:\n    image: x\n    " + lines + "\n";
    }

    /** Reads all texts, those whose name has the argument in it, or, after {@code --here}, one in this virtual machine. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 2) {
            System.out.println(measure(TEXTS.get(arguments[1]).get()));
            return;
        }
        int slow = 0;
        for (String name : TEXTS.keySet()) {
            if (arguments.length == 0 || name.contains(arguments[0])) {
                String outcome = inItsOwnMachine(name);
                slow += outcome.startsWith("ok") ? 0 : 1;
                System.out.printf(Locale.ROOT, "%-50s %s%n", name, outcome);
            }
        }
        System.out.println(slow == 0 ? "all within the goal" : slow + " beyond the goal");
    }

    private static String inItsOwnMachine(String name) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(MACHINE);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), WorstTexts.class.getName(), "--here", name));
        Process process =
                new ProcessBuilder(command).redirectError(Redirect.DISCARD).start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return "SLOW more than " + DEADLINE_SECONDS + " s";
        }
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        return output.isBlank() ? "FAILED without an answer" : output.strip();
    }

    private static String measure(Map<String, String> files) {
        for (int i = 0; i < 20; i++) {
            read(Map.of(FILE, SMALL));
        }
        long start = System.nanoTime();
        long startOfWork = work();
        String answer = read(files);
        // On a machine that is busy with other things, the time that passes says little; what the process computes says
        // more.
        double seconds = Math.min(System.nanoTime() - start, work() - startOfWork) / 1e9;
        String verdict = seconds > GOAL_SECONDS ? "SLOW" : "ok";
        return String.format(
                Locale.ROOT, "%s %.2f s: %s", answer.startsWith("FAILED") ? "FAILED" : verdict, seconds, answer);
    }

    private static long work() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static String read(Map<String, String> files) {
        var options = ReadOptions.of(new ComposeFile(FILE, files.getOrDefault(FILE, "")))
                .withLookup(FileLookup.of(files));
        try {
            var result = ComposeReader.read(options);
            return "read, and written in "
                    + ComposeWriter.write(result.canonical(), ComposeWriter.Format.YAML)
                            .length() + " characters";
        } catch (QuaysideException refused) {
            String problem = refused.problem().lines().findFirst().orElse("");
            return "refused: " + problem.substring(0, Math.min(100, problem.length()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError failure) {
            return "FAILED with " + failure.getClass().getSimpleName();
        }
    }
}
