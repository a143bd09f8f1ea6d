package dev.quayside.json;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object under construction, member by member, each of a known kind.
 *
 * <p>Not thread-safe. A method that puts a collection copies it.
 */
public final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    /** An array of texts as JSON text. */
    public static String array(Collection<String> texts) {
        return JsonText.write(List.copyOf(texts));
    }

    /** An array of objects as JSON text. */
    public static String arrayOf(Collection<JsonObject> objects) {
        return JsonText.write(objects.stream().map(object -> object.members).toList());
    }

    /** Adds a text. */
    public JsonObject put(String name, String text) {
        members.put(name, text);
        return this;
    }

    /** Adds a whole number. */
    public JsonObject put(String name, long number) {
        members.put(name, number);
        return this;
    }

    /** Adds a truth value. */
    public JsonObject put(String name, boolean flag) {
        members.put(name, flag);
        return this;
    }

    /** Adds null, which in a patch removes the member. */
    public JsonObject putNull(String name) {
        members.put(name, null);
        return this;
    }

    /** Adds an object. */
    public JsonObject put(String name, JsonObject object) {
        members.put(name, object.members);
        return this;
    }

    /** Adds an object whose members are texts. */
    public JsonObject put(String name, Map<String, String> texts) {
        members.put(name, new LinkedHashMap<>(texts));
        return this;
    }

    /** Adds an array of texts. */
    public JsonObject putTexts(String name, Collection<String> texts) {
        members.put(name, List.copyOf(texts));
        return this;
    }

    /** Adds an array of arrays of texts. */
    public JsonObject putTextLists(String name, Collection<List<String>> lists) {
        members.put(name, List.copyOf(lists));
        return this;
    }

    /** Adds an array of whole numbers. */
    public JsonObject putNumbers(String name, Collection<Long> numbers) {
        members.put(name, List.copyOf(numbers));
        return this;
    }

    /** Adds an array of objects. */
    public JsonObject putObjects(String name, Collection<JsonObject> objects) {
        members.put(name, objects.stream().map(object -> object.members).toList());
        return this;
    }

    /** Adds a text unless it is empty. */
    public JsonObject putUnlessEmpty(String name, String text) {
        return text.isEmpty() ? this : put(name, text);
    }

    /** Adds an array of texts unless it is empty. */
    public JsonObject putUnlessEmpty(String name, Collection<String> texts) {
        return texts.isEmpty() ? this : putTexts(name, texts);
    }

    /** Adds an object of texts unless it is empty. */
    public JsonObject putUnlessEmpty(String name, Map<String, String> texts) {
        return texts.isEmpty() ? this : put(name, texts);
    }

    /** Adds an object unless it is empty. */
    public JsonObject putUnlessEmpty(String name, JsonObject object) {
        return object.members.isEmpty() ? this : put(name, object);
    }

    /** Adds a number unless it is zero. */
    public JsonObject putUnlessZero(String name, long number) {
        return number == 0 ? this : put(name, number);
    }

    /** Adds {@code true}, or nothing. */
    public JsonObject putIfTrue(String name, boolean flag) {
        return flag ? put(name, true) : this;
    }

    /** Adds the members of another object. */
    public JsonObject putAll(JsonObject other) {
        members.putAll(other.members);
        return this;
    }

    /** What was added so far: maps, lists, texts, numbers and truth values. */
    public Map<String, Object> members() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** The object as JSON text. */
    @Override
    public String toString() {
        return JsonText.write(members);
    }
}
