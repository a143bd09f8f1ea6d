package dev.quayside.compose;

import dev.quayside.compose.Spelling.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Every way of writing a value at one place of the table, as the table allows it, and nothing at all in each shape. */
final class Spellings {
    private final TablePath path;
    private final Key key;
    private final List<Spelling> spellings = new ArrayList<>();

    private Spellings(TablePath path) {
        this.path = path;
        this.key = path.key();
    }

    /** The first of them says something. */
    static List<Spelling> of(TablePath path) {
        var spellings = new Spellings(path);
        spellings.addCollections();
        spellings.addScalars();
        spellings.add(Kind.NULL, "~", "~");
        return List.copyOf(spellings.spellings);
    }

    private void add(Kind kind, String first, String second) {
        spellings.add(new Spelling(kind, first, second));
    }

    private boolean takes(Shape... any) {
        return Stream.of(any).anyMatch(key.shapes()::contains);
    }

    private void addScalars() {
        if (takes(Shape.TEXT)) {
            List<String> words = Words.of(path);
            add(Kind.TEXT, words.get(0), words.get(1));
            add(Kind.QUOTED, quoted(words.get(0)), quoted(words.get(1)));
        }
        if (takes(Shape.INTEGER, Shape.WHOLE, Shape.NUMBER)) {
            add(Kind.NUMBER, "4", "5");
        }
        if (takes(Shape.FLAG)) {
            add(Kind.FLAG, "true", "false");
        }
        if (takes(Shape.TEXT, Shape.INTEGER, Shape.WHOLE, Shape.NUMBER, Shape.FLAG)) {
            add(Kind.VARIABLE, variable(0), variable(1));
            add(Kind.EMPTY, "''", "''");
        }
    }

    private static String quoted(String word) {
        return "\"" + bare(word) + "\"";
    }

    private static String bare(String word) {
        return word.replaceAll("^'|'$", "");
    }

    private String variable(int which) {
        String word = takes(Shape.TEXT) ? Words.of(path).get(which) : takes(Shape.FLAG) ? "true" : "4";
        return "\"${U:-" + bare(word) + "}\"";
    }

    private void addCollections() {
        if (takes(Shape.LIST)) {
            Spelling item = first(path.with(TablePath.ITEM));
            add(Kind.LIST, "[" + item.first() + "]", "[" + item.second() + ", " + item.first() + "]");
            add(Kind.EMPTY_LIST, "[]", "[]");
        }
        if (takes(Shape.MAPPING)) {
            add(Kind.MAPPING, "{" + entries(0) + "}", "{" + entries(1) + "}");
            add(Kind.EMPTY_MAPPING, "{}", "{}");
        }
    }

    /** What a list or mapping has in it: the simplest that says something. */
    private static Spelling first(TablePath path) {
        return of(path).getFirst();
    }

    private String entries(int which) {
        if (key.isOpen()) {
            Spelling value = first(path.with(TablePath.ANY));
            String name = FlowText.nameBelow(path.name());
            return name + ": " + (which == 0 ? value.first() : value.second());
        }
        var names = new ArrayList<>(key.required());
        key.names().stream()
                .filter(name -> !names.contains(name) && !name.equals("x-quayside"))
                .skip(which)
                .limit(1)
                .forEach(names::add);
        return String.join(", ", names.stream().map(name -> entry(name, which)).toList());
    }

    private String entry(String name, int which) {
        boolean isFixed =
                key.required().contains(name) && !FlowText.required(name).equals("x");
        Spelling value = first(path.with(name));
        return name + ": " + (isFixed ? FlowText.required(name) : which == 0 ? value.first() : value.second());
    }
}
