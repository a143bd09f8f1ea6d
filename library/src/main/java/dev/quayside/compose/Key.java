package dev.quayside.compose;

import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One entry of the reader's table: a key of the specification, what its value may look like, and what the reader does with it.
 *
 * <p>Built once by {@link KeyTable} and never changed afterwards.
 */
final class Key {
    /** What a text becomes before anything else looks at it. */
    enum Cast {
        NONE,
        FLAG,
        INTEGER,
        DECIMAL
    }

    /** What this version does with a key. */
    enum Support {
        /** It is read, and engines do what it says or say why not. */
        DONE,
        /** It is read, checked and shown; no engine does it: {@link dev.quayside.model.RefusedKeys} says why. */
        SHOWN
    }

    private final Set<Shape> shapes;
    private final Map<String, Optional<Key>> named = new LinkedHashMap<>();
    private Optional<Key> any = Optional.empty();
    private Predicate<String> anyName = name -> true;
    private Optional<Key> item = Optional.empty();
    private Cast cast = Cast.NONE;
    private MergeRule merge = MergeRule.DEFAULT;
    private UniqueBy unique = UniqueBy.NOTHING;
    private Form form = Form.PLAIN;
    private PathRule path = PathRule.NONE;
    private ShortSyntax shortSyntax = ShortSyntax.NONE;
    private List<String> words = List.of();
    private Predicate<String> allowed = text -> true;
    private String allowedWords = "";
    private List<String> required = List.of();
    private List<String> requiredOne = List.of();
    private final Map<String, String> fallbacks = new LinkedHashMap<>();
    private boolean distinct;
    private boolean repeats;
    private boolean extensible = true;
    private boolean lenient;
    private Support support = Support.DONE;
    private double minimum = Double.NEGATIVE_INFINITY;
    private double maximum = Double.POSITIVE_INFINITY;

    private Key(Set<Shape> shapes) {
        this.shapes = shapes;
    }

    static Key of(Shape first, Shape... others) {
        return new Key(EnumSet.of(first, others));
    }

    Key key(String name, Key child) {
        named.put(name, Optional.of(child));
        return this;
    }

    /** A key that is read, checked and shown, and that no engine does. */
    Key shown(String name, Key child) {
        child.support = Support.SHOWN;
        return key(name, child);
    }

    /** The user chooses the keys; every value is like this. */
    Key any(Key child) {
        this.any = Optional.of(child);
        this.extensible = false;
        return this;
    }

    /** Which keys the user may choose. */
    Key anyNamed(Predicate<String> names) {
        this.anyName = names;
        return this;
    }

    Key items(Key child) {
        this.item = Optional.of(child);
        return this;
    }

    Key cast(Cast to) {
        this.cast = to;
        return this;
    }

    Key merge(MergeRule rule) {
        this.merge = rule;
        return this;
    }

    Key unique(UniqueBy by) {
        this.unique = by;
        return this;
    }

    Key form(Form written) {
        this.form = written;
        return this;
    }

    Key path(PathRule rule) {
        this.path = rule;
        return this;
    }

    Key shortSyntax(ShortSyntax syntax) {
        this.shortSyntax = syntax;
        return this;
    }

    /** The only texts that are allowed. */
    Key words(String... allowed) {
        this.words = List.of(allowed);
        return this;
    }

    /** Which texts are allowed, and how a message says so. */
    Key matching(Predicate<String> texts, String inWords) {
        this.allowed = texts;
        this.allowedWords = inWords;
        return this;
    }

    /** Which numbers are allowed. */
    Key between(double least, double most) {
        this.minimum = least;
        this.maximum = most;
        return this;
    }

    Key required(String... keys) {
        this.required = List.of(keys);
        return this;
    }

    /** What the canonical tree has where a key of this one is missing. */
    Key fallback(String key, String value) {
        fallbacks.put(key, value);
        return this;
    }

    /** At least one of these keys must be there. */
    Key requiredOne(String... keys) {
        this.requiredOne = List.of(keys);
        return this;
    }

    /** Lists below this key keep items that {@link #unique} calls the same. */
    Key repeats() {
        this.repeats = true;
        return this;
    }

    /** No two items of the list may be equal. */
    Key distinct() {
        this.distinct = true;
        return this;
    }

    /** Keys that start with {@code x-} are not allowed here. */
    Key closed() {
        this.extensible = false;
        return this;
    }

    /** Keys that are not known are left out with a warning, as the reference implementation leaves them out. */
    Key lenient() {
        this.lenient = true;
        return this;
    }

    Set<Shape> shapes() {
        return shapes;
    }

    Cast cast() {
        return cast;
    }

    MergeRule merge() {
        return merge;
    }

    UniqueBy unique() {
        return unique;
    }

    Form form() {
        return form;
    }

    PathRule path() {
        return path;
    }

    ShortSyntax shortSyntax() {
        return shortSyntax;
    }

    List<String> words() {
        return words;
    }

    boolean allows(String text) {
        return allowed.test(text);
    }

    String allowedWords() {
        return allowedWords;
    }

    List<String> required() {
        return required;
    }

    Map<String, String> fallbacks() {
        return fallbacks;
    }

    List<String> requiredOne() {
        return requiredOne;
    }

    boolean isRepeating() {
        return repeats;
    }

    boolean isDistinct() {
        return distinct;
    }

    boolean isExtensible() {
        return extensible;
    }

    boolean isLenient() {
        return lenient;
    }

    Support support() {
        return support;
    }

    double minimum() {
        return minimum;
    }

    double maximum() {
        return maximum;
    }

    Collection<String> names() {
        return named.keySet();
    }

    /** Whether the user chooses the keys. */
    boolean isOpen() {
        return any.isPresent();
    }

    /** The entry for a key below this one; empty if there is none. */
    Optional<Key> child(String name) {
        Optional<Key> known = named.get(name);
        if (known != null) {
            return known;
        }
        return any.isPresent() && anyName.test(name) ? any : Optional.empty();
    }

    /** The entry for the items of a list. */
    Optional<Key> item() {
        return item;
    }
}
