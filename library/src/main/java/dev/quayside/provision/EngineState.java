package dev.quayside.provision;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What an engine has made or changed on the machine, written before it does so: whoever cleans up needs to know it.
 *
 * @param namespace the network namespace it runs in; empty: the one of the process that started it
 * @param addresses what containers get
 * @param mirrorPort where its mirror of images listens
 * @param forwardingBefore what the machine's switch for forwarding was
 * @param chainsBefore firewall chains of Docker's names that were there already, as {@code iptables/filter/DOCKER}
 * @param foldersBefore folders and files that engines share and that were there already
 * @param mountsBefore what was mounted below the engine's data already, the latest first
 * @param searchPath where its programs are
 */
record EngineState(
        Optional<String> namespace,
        AddressPlan addresses,
        int mirrorPort,
        boolean forwardingBefore,
        List<String> chainsBefore,
        List<Path> foldersBefore,
        List<String> mountsBefore,
        SearchPath searchPath) {
    EngineState {
        chainsBefore = List.copyOf(chainsBefore);
        foldersBefore = List.copyOf(foldersBefore);
        mountsBefore = List.copyOf(mountsBefore);
    }

    static Optional<EngineState> read(Path file) {
        return FileAccess.read(file).map(text -> parse(file, text));
    }

    private static EngineState parse(Path file, String text) {
        var values = new Properties();
        try {
            values.load(new StringReader(text));
            return new EngineState(
                    Optional.of(values.getProperty("namespace", "")).filter(name -> !name.isEmpty()),
                    new AddressPlan(Subnet.parse(values.getProperty("block", ""))),
                    Integer.parseInt(values.getProperty("mirror-port", "")),
                    values.getProperty("forwarding-before", "").equals("1"),
                    words(values, "chains-before"),
                    paths(words(values, "folders-before")),
                    words(values, "mounts-before"),
                    new SearchPath(paths(words(values, "search-path"))));
        } catch (IOException | IllegalArgumentException e) {
            throw new QuaysideException(
                    ErrorCode.INVALID_FILE,
                    "'" + file + "' is damaged: " + e.getMessage(),
                    "remove the file and what the engine left, or restart the machine",
                    e);
        }
    }

    private static List<String> words(Properties values, String name) {
        return Arrays.stream(values.getProperty(name, "").split("\n"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static List<Path> paths(List<String> words) {
        return words.stream().map(Path::of).toList();
    }

    void write(Path file) {
        var values = new Properties();
        values.setProperty("namespace", namespace.orElse(""));
        values.setProperty("block", addresses.block().toString());
        values.setProperty("mirror-port", Integer.toString(mirrorPort));
        values.setProperty("forwarding-before", forwardingBefore ? "1" : "0");
        values.setProperty("chains-before", String.join("\n", chainsBefore));
        values.setProperty("folders-before", lines(foldersBefore));
        values.setProperty("mounts-before", String.join("\n", mountsBefore));
        values.setProperty("search-path", lines(searchPath.folders()));
        var text = new StringWriter();
        try {
            values.store(text, "What the engine of this folder has made and changed; written by Quayside");
        } catch (IOException e) {
            throw FileAccess.failure("'" + file + "' cannot be written", e);
        }
        FileAccess.write(file, text.toString());
    }

    private static String lines(List<Path> paths) {
        return String.join("\n", paths.stream().map(Path::toString).toList());
    }
}
