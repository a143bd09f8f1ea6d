package dev.quayside.engine.kubernetes;

import dev.quayside.engine.kubernetes.AppObjects.AppObject;
import dev.quayside.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether an object in the cluster is as it should be, and in words what is not. Pure.
 *
 * <p>It is right if it carries the hash of what is wanted and Quayside still manages every field that it applied: someone who edits
 * a field leaves the hash as it is, but becomes the field's manager.
 */
final class ObjectComparison {
    private static final int MOST_WORDS = 7;
    /** By which of its members an item of a list is known. */
    private static final List<String> ITEM_KEYS =
            List.of("name", "mountPath", "containerPort", "port", "ip", "topologyKey", "key");

    private static final Set<String> IDENTITY = Set.of("apiVersion", "kind");
    private static final Pattern VARIABLE = Pattern.compile(".*\\.env\\[(.+?)](?:\\..*)?");
    private static final Pattern CONTENT = Pattern.compile("(?:data|binaryData|stringData)\\..*");
    private static final Pattern IN_POD = Pattern.compile("spec\\.template\\.(?:spec\\.)?(?:containers\\[[^]]*]\\.)?");

    private final AppObject wanted;
    private final Json live;
    private final Json fields;
    private final List<String> words = new ArrayList<>();

    private ObjectComparison(AppObject wanted, Json live) {
        this.wanted = wanted;
        this.live = live;
        this.fields = live.at("metadata").items("managedFields").stream()
                .filter(entry -> entry.text("manager").equals(Creation.FIELD_MANAGER)
                        && entry.text("operation").equals("Apply")
                        && entry.text("subresource").isEmpty())
                .findFirst()
                .map(entry -> entry.at("fieldsV1"))
                .orElse(Json.ofTree(Map.of("none", Map.of())));
    }

    /** What is not as wanted, never with a value of a variable or file; nothing if the object is right. */
    static List<String> differences(AppObject wanted, Optional<Json> live) {
        return live.map(object -> new ObjectComparison(wanted, object).differences())
                .orElseGet(() -> List.of(wanted.reference().shortName() + " is missing"));
    }

    private List<String> differences() {
        boolean sameHash =
                live.at("metadata").at("annotations").text(AppObjects.HASH).equals(wanted.hash());
        Optional<List<String>> lost = lost(wanted.content(), live, fields, List.of());
        if (sameHash && lost.isEmpty()) {
            return List.of();
        }
        compare("", wanted.content(), live, fields);
        if (words.isEmpty()) {
            words.add(
                    lost.isPresent()
                            ? String.join(".", lost.get()) + " is managed by " + managers(lost.get())
                            : "it was applied in another form");
        }
        String prefix = wanted.isWorkload() ? "" : wanted.reference().shortName() + ": ";
        return words.stream()
                .distinct()
                .limit(MOST_WORDS)
                .map(word -> prefix + word)
                .toList();
    }

    private String managers(List<String> path) {
        List<String> others = new FieldOwners(live).othersOf(path);
        return others.isEmpty() ? "nobody" : String.join(", ", others);
    }

    /** The first field that was applied and is not managed by Quayside any more. */
    private static Optional<List<String>> lost(Object value, Json live, Json fields, List<String> path) {
        if (fields.members().isEmpty()) {
            // A value, or a list or object that is managed as a whole.
            return Optional.empty();
        }
        return switch (value) {
            case Map<?, ?> map -> lostOf(map, live, fields, path);
            case List<?> list -> lostOf(list, live, fields, path);
            default -> Optional.empty();
        };
    }

    private static Optional<List<String>> lostOf(Map<?, ?> map, Json live, Json fields, List<String> path) {
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String name = String.valueOf(member.getKey());
            if (isIdentity(path, name) || member.getValue() == null) {
                continue;
            }
            List<String> at = with(path, name);
            Json field = fields.at("f:" + name);
            if (!field.isPresent()) {
                // What says nothing is left out by the server.
                if (saysSomething(member.getValue()) || live.at(name).isPresent()) {
                    return Optional.of(at);
                }
                continue;
            }
            Optional<List<String>> within = lost(member.getValue(), live.at(name), field, at);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static Optional<List<String>> lostOf(List<?> list, Json live, Json fields, List<String> path) {
        for (Object item : list) {
            Optional<Json> field = fieldOf(item, fields);
            List<String> at = with(path, itemName(item));
            if (field.isEmpty()) {
                return Optional.of(at);
            }
            Optional<List<String>> within = lost(item, itemLike(item, live), field.get(), at);
            if (within.isPresent()) {
                return within;
            }
        }
        return Optional.empty();
    }

    private static List<String> with(List<String> path, String name) {
        var longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private static boolean isIdentity(List<String> path, String name) {
        boolean ofMetadata = path.size() == 1
                && path.getFirst().equals("metadata")
                && (name.equals("name") || name.equals("namespace"));
        return ofMetadata || (path.isEmpty() && IDENTITY.contains(name));
    }

    private static boolean saysSomething(Object value) {
        return switch (value) {
            case String text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0;
            case Boolean flag -> flag;
            case Map<?, ?> map -> !map.isEmpty();
            case List<?> list -> !list.isEmpty();
            default -> true;
        };
    }

    /** The managed fields of an item: those of the item with the same key, or of the same value. */
    private static Optional<Json> fieldOf(Object item, Json fields) {
        return fields.members().entrySet().stream()
                .filter(entry -> isOf(item, entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean isOf(Object item, String field) {
        if (field.startsWith("v:")) {
            return Json.parse(field.substring(2)).text().equals(String.valueOf(item));
        }
        if (!field.startsWith("k:") || !(item instanceof Map<?, ?> members)) {
            return false;
        }
        // A key member that is left out has the server's default.
        return Json.parse(field.substring(2)).members().entrySet().stream()
                .allMatch(key -> !members.containsKey(key.getKey())
                        || String.valueOf(members.get(key.getKey()))
                                .equals(key.getValue().text()));
    }

    private static String itemName(Object item) {
        if (item instanceof Map<?, ?> members) {
            return ITEM_KEYS.stream()
                    .filter(members::containsKey)
                    .findFirst()
                    .map(key -> key + "=" + members.get(key))
                    .orElse("item");
        }
        return String.valueOf(item);
    }

    private static Json itemLike(Object item, Json live) {
        if (!(item instanceof Map<?, ?> members)) {
            return Json.ofTree(null);
        }
        return ITEM_KEYS.stream()
                .filter(members::containsKey)
                .findFirst()
                .flatMap(key -> live.items().stream()
                        .filter(other -> other.text(key).equals(String.valueOf(members.get(key))))
                        .findFirst())
                .orElse(Json.ofTree(null));
    }

    // What differs, in words.

    private void compare(String path, Object value, Json there, Json ours) {
        switch (value) {
            case Map<?, ?> map -> {
                map.forEach((name, member) -> {
                    String at = path.isEmpty() ? String.valueOf(name) : path + "." + name;
                    boolean told = !IDENTITY.contains(at) && !at.equals("metadata.annotations." + AppObjects.HASH);
                    if (member != null && told) {
                        compare(at, member, there.at(String.valueOf(name)), ours.at("f:" + name));
                    }
                });
                removed(path, map.keySet(), there, ours);
            }
            case List<?> list -> compareItems(path, list, there, ours);
            default -> compareValues(path, String.valueOf(value), there);
        }
    }

    private void removed(String path, Set<?> wantedNames, Json there, Json ours) {
        ours.members().keySet().stream()
                .filter(field -> field.startsWith("f:"))
                .map(field -> field.substring(2))
                .filter(name -> !wantedNames.contains(name) && there.at(name).isPresent())
                .forEach(name -> say(path + "." + name, "removed", "", ""));
    }

    private void compareItems(String path, List<?> list, Json there, Json ours) {
        for (int i = 0; i < list.size(); i++) {
            Object item = list.get(i);
            Json other = item instanceof Map ? itemLike(item, there) : Json.ofTree(null);
            if (!other.isPresent() && i < there.items().size()) {
                other = there.items().get(i);
            }
            String name = item instanceof Map ? itemName(item).replaceFirst("^[^=]*=", "") : Integer.toString(i);
            compare(path + "[" + name + "]", item, other, fieldOf(item, ours).orElse(Json.ofTree(null)));
        }
        boolean keyed = ours.members().keySet().stream().anyMatch(field -> field.startsWith("k:"));
        for (Json other : keyed ? there.items() : List.<Json>of()) {
            boolean wantedStill = list.stream()
                    .anyMatch(item -> !(item instanceof Map)
                            || itemLike(item, Json.ofTree(List.of(other.tree())))
                                    .isPresent());
            if (!wantedStill) {
                say(path + "[" + other.text("name") + "]", "removed", "", "");
            }
        }
    }

    private void compareValues(String path, String value, Json there) {
        if (!there.isPresent()) {
            if (!value.isEmpty() && !value.equals("false") && !value.equals("0")) {
                say(path, "added", "", value);
            }
        } else if (!there.text().equals(value) && !isSameQuantity(there.text(), value)) {
            say(path, "changed", there.text(), value);
        }
    }

    /** The server writes quantities in its own form. */
    private static boolean isSameQuantity(String one, String other) {
        return startsWithDigit(one)
                && startsWithDigit(other)
                && nonZero(Diagnosis.quantity(one))
                && Diagnosis.quantity(one).compareTo(Diagnosis.quantity(other)) == 0;
    }

    private static boolean nonZero(BigDecimal number) {
        return number.signum() != 0;
    }

    private static boolean startsWithDigit(String text) {
        return !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    private void say(String path, String how, String before, String after) {
        var variable = VARIABLE.matcher(path);
        if (variable.matches()) {
            words.add("environment " + variable.group(1) + " " + how);
        } else if (CONTENT.matcher(path).matches()) {
            words.add("its content " + how);
        } else if (path.endsWith(".image") && !before.isEmpty()) {
            words.add("image " + before + " → " + after);
        } else if (path.endsWith("spec.replicas") && !before.isEmpty()) {
            words.add("replicas " + before + " → " + after);
        } else {
            words.add(IN_POD.matcher(path).replaceFirst("") + " " + how);
        }
    }
}
