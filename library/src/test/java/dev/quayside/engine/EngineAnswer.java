package dev.quayside.engine;

import dev.quayside.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What an engine says of an application made of one file, as lines to compare: {@code container/web HostConfig.Privileged: true}.
 * What is the engine's or Quayside's own choice is left out, so that the same file always gets the same lines.
 */
public final class EngineAnswer {
    private static final Pattern ID = Pattern.compile("(?<!sha256:)\\b([0-9a-f]{64}|[0-9a-f]{12})\\b");
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]+([.][0-9]+){3}(/[0-9]+)?|[0-9a-f]*(:[0-9a-f]*){2,}(/[0-9]+)?");

    private final String file;
    private final String name;
    private final Predicate<String> left;
    private final SortedSet<String> lines = new TreeSet<>();

    /**
     * Nothing yet.
     *
     * @param file the text: addresses that do not stand in it are the engine's choice
     * @param name what names of this run begin with
     * @param left paths that say nothing of the file
     */
    public EngineAnswer(String file, String name, Predicate<String> left) {
        this.file = file;
        this.name = name;
        this.left = left;
    }

    /** Adds what the engine says of one thing. */
    public void add(String thing, Json document) {
        var settled = ID.matcher(document.toString().replace(name, "APP")).replaceAll("ID");
        add(thing.replace(name, "APP") + " ", "", Json.parse(settled));
    }

    private void add(String thing, String path, Json value) {
        if (left.test(path) || !value.isPresent()) {
            return;
        }
        if (!value.members().isEmpty()) {
            value.members().forEach((key, member) -> add(thing, path.isEmpty() ? key : path + "." + key, member));
        } else if (value.items().isEmpty()) {
            add(thing, path, value.isObject() ? "{}" : value.text());
        } else {
            addItems(thing, path, value.items());
        }
    }

    /** The order of objects in an array is the engine's choice, that of words need not be. */
    private void addItems(String thing, String path, List<Json> items) {
        var sorted = new ArrayList<>(items);
        if (items.getFirst().isObject()) {
            sorted.sort(Comparator.comparing(Json::toString));
        }
        for (var i = 0; i < sorted.size(); i++) {
            add(thing, path + "[" + i + "]", sorted.get(i));
        }
    }

    private void add(String thing, String path, String text) {
        boolean chosen = ADDRESS.matcher(text).matches() && !file.contains(text);
        lines.add(thing + path + ": " + (chosen ? "(chosen)" : text));
    }

    /** The lines in their order. */
    public SortedSet<String> lines() {
        return Collections.unmodifiableSortedSet(lines);
    }
}
