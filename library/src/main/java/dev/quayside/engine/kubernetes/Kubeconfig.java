package dev.quayside.engine.kubernetes;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.IoProblem;
import dev.quayside.error.Nearest;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import dev.quayside.yaml.YamlText;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one or several configuration files say, merged: of several entries of a name the first counts.
 *
 * @param currentContext the context that is used where none is named; may be empty
 * @param files what was read, for messages
 */
record Kubeconfig(
        Map<String, Entry> clusters,
        Map<String, Entry> users,
        Map<String, Entry> contexts,
        String currentContext,
        List<Path> files) {
    /**
     * An entry and where it stands.
     *
     * @param file the file, from whose folder its relative paths count
     */
    record Entry(Json json, Path file) {
        /** A path of this entry; empty if it is not there. */
        Optional<Path> path(String member) {
            var text = json.text(member);
            var folder = file.toAbsolutePath().getParent();
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(folder == null ? Path.of(text) : folder.resolve(text));
        }
    }

    Kubeconfig {
        clusters = Map.copyOf(clusters);
        users = Map.copyOf(users);
        contexts = Map.copyOf(contexts);
        files = List.copyOf(files);
    }

    /** Reads what the options ask for; empty if there is no file at all. */
    static Optional<Kubeconfig> find(KubernetesOptions options) {
        if (options.kubeconfig().isPresent()) {
            return Optional.of(read(List.of(expand(options.kubeconfig().get(), options.home()))));
        }
        var list = options.environment().getOrDefault("KUBECONFIG", "");
        var candidates = list.isBlank() ? List.of(options.home().resolve(".kube/config")) : paths(list, options.home());
        var present = candidates.stream().filter(Files::exists).toList();
        if (present.isEmpty() && !list.isBlank()) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "None of the files that KUBECONFIG names exists: " + list,
                    "correct KUBECONFIG or unset it");
        }
        return present.isEmpty() ? Optional.empty() : Optional.of(read(present));
    }

    private static List<Path> paths(String list, Path home) {
        try {
            return Arrays.stream(list.split(File.pathSeparator))
                    .filter(text -> !text.isBlank())
                    .map(text -> expand(Path.of(text.strip()), home))
                    .toList();
        } catch (InvalidPathException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT, "KUBECONFIG is not a list of files: " + list, "correct it", e);
        }
    }

    private static Path expand(Path file, Path home) {
        return file.startsWith("~") ? home.resolve(Path.of("~").relativize(file)) : file;
    }

    private static Kubeconfig read(List<Path> files) {
        var clusters = new LinkedHashMap<String, Entry>();
        var users = new LinkedHashMap<String, Entry>();
        var contexts = new LinkedHashMap<String, Entry>();
        var current = "";
        for (var file : files) {
            var json = YamlText.read(file.toString(), text(file));
            collect(json, "clusters", "cluster", file, clusters);
            collect(json, "users", "user", file, users);
            collect(json, "contexts", "context", file, contexts);
            current = current.isEmpty() ? json.text("current-context") : current;
        }
        return new Kubeconfig(clusters, users, contexts, current, files);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "The configuration '" + file + "' cannot be read: " + IoProblem.of(e),
                    "check the path and the file's permissions",
                    e);
        }
    }

    private static void collect(Json json, String list, String member, Path file, Map<String, Entry> into) {
        json.items(list).forEach(item -> into.putIfAbsent(item.text("name"), new Entry(item.at(member), file)));
    }

    /** The name of the context to use. */
    String context(Optional<String> wanted) {
        if (contexts.isEmpty()) {
            throw invalid("has no contexts", "get the configuration of your cluster again, or name another file");
        }
        var name = wanted.orElse(currentContext);
        if (name.isEmpty()) {
            throw invalid("names no current context", "choose one of: " + names(contexts));
        }
        if (!contexts.containsKey(name)) {
            var meant = Nearest.to(name, contexts.keySet()).map(near -> "did you mean '" + near + "'? ");
            throw invalid("has no context '" + name + "'", meant.orElse("") + "choose one of: " + names(contexts));
        }
        return name;
    }

    Entry contextEntry(String context) {
        return required(contexts, "context", context, context);
    }

    Entry cluster(String context) {
        return required(clusters, "cluster", contextEntry(context).json().text("cluster"), context);
    }

    /** The user of a context; a context without one is anonymous. */
    Optional<Entry> user(String context) {
        var name = contextEntry(context).json().text("user");
        return name.isEmpty() ? Optional.empty() : Optional.of(required(users, "user", name, context));
    }

    private Entry required(Map<String, Entry> entries, String kind, String name, String context) {
        var entry = entries.get(name);
        if (entry == null) {
            throw invalid(
                    "has no " + kind + " '" + name + "', which context '" + context + "' names",
                    "add it or correct the context");
        }
        return entry;
    }

    QuaysideException invalid(String problem, String remedy) {
        return new QuaysideException(ErrorCode.INVALID_FILE, "The configuration " + origin() + " " + problem, remedy);
    }

    /** The files, for messages. */
    String origin() {
        var words = new ArrayList<String>();
        files.forEach(file -> words.add("'" + file + "'"));
        return String.join(", ", words);
    }

    private static String names(Map<String, Entry> entries) {
        return String.join(", ", entries.keySet().stream().sorted().toList());
    }
}
