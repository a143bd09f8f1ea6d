package dev.quayside.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The guide says which keys are read, and the table of keys decides.
 *
 * <p>With {@code -Dquayside.write-pages=true} the guide's table is written anew.
 */
class GuideTest {
    @Test
    void theGuideListsTheKeysOfTheTable() throws IOException {
        var rows = new ArrayList<String>();
        addRows("", KeyTable.ROOT, rows);

        Path page = Path.of("..", "docs", "guide", "compose-support.md");
        if (Boolean.getBoolean("quayside.write-pages")) {
            write(page, rows);
        }
        List<String> written = Files.readAllLines(page).stream()
                .dropWhile(line -> !line.startsWith("| in"))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        assertThat(written).containsExactlyInAnyOrderElementsOf(rows);
    }

    private static void write(Path page, List<String> rows) throws IOException {
        List<String> lines = Files.readAllLines(page);
        int start = 2 + lines.indexOf("| in | done | refused by every engine |");
        int end = start;
        while (lines.get(end).startsWith("|")) {
            end++;
        }
        var whole = new ArrayList<>(lines.subList(0, start));
        whole.addAll(rows);
        whole.addAll(lines.subList(end, lines.size()));
        Files.write(page, whole);
    }

    /** One row for each mapping whose keys the specification names. */
    private static void addRows(String path, Key key, List<String> rows) {
        if (!key.names().isEmpty()) {
            String place = path.isEmpty() ? "the file" : "`" + path + "`";
            rows.add(
                    "| " + place + " | " + names(key, Key.Support.DONE) + " | " + names(key, Key.Support.SHOWN) + " |");
        }
        String prefix = path.isEmpty() ? "" : path + ".";
        for (String name : key.names()) {
            Key child = key.child(name).orElseThrow();
            if (child.support() == Key.Support.DONE) {
                addRows(prefix + name, child, rows);
            }
        }
        if (key.isOpen()) {
            addRows(prefix + "NAME", key.child("NAME").orElseThrow(), rows);
        }
        key.item().ifPresent(item -> addRows(path + "[]", item, rows));
    }

    private static String names(Key key, Key.Support support) {
        return key.names().stream()
                .filter(name -> key.child(name).orElseThrow().support() == support)
                .sorted()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(" "));
    }
}
