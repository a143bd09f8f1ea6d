package dev.quayside.model;

import static dev.quayside.error.ErrorCode.INVALID_ARGUMENT;

import dev.quayside.error.QuaysideException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one image reference; what is wrong with it is said with its position, counted from 1. */
final class ImageRefParser {
    private static final int LONGEST_REPOSITORY = 255;
    private static final int LONGEST_TAG = 128;
    private static final Map<String, Integer> HEX_DIGITS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);
    private static final Pattern IMAGE_ID = Pattern.compile("[a-f0-9]{64}");
    private static final Pattern IPV6 = Pattern.compile("\\[[a-fA-F0-9:]+]");

    /** What a reference consists of, completed with Docker Hub and {@code library/}. */
    record Parts(String registry, String repository, Optional<String> tag, Optional<String> digest) {}

    private final String text;

    ImageRefParser(String text) {
        this.text = text;
    }

    static boolean readsAsHubName(String name) {
        int slash = name.indexOf('/');
        if (slash < 0) {
            return !IMAGE_ID.matcher(name).matches();
        }
        return !isHost(name.substring(0, slash));
    }

    static QuaysideException notNormal(String registry, String repository, Parts normal) {
        return new QuaysideException(
                INVALID_ARGUMENT,
                "'" + visible(registry) + "' and '" + visible(repository)
                        + "' are not the registry and repository of an image",
                "use '" + normal.registry() + "' and '" + normal.repository()
                        + "', or ImageRef.parse, which completes names");
    }

    Parts parts() {
        if (text.isEmpty()) {
            throw new QuaysideException(
                    INVALID_ARGUMENT, "An image reference is empty", "write a name such as 'redis:7'");
        }
        if (IMAGE_ID.matcher(text).matches()) {
            throw wrong(
                    0,
                    "64 hexadecimal digits are an image id, not a name",
                    "write 'sha256:" + text + "' where an id is meant, or another name");
        }
        int slash = text.indexOf('/');
        boolean hasHost = slash >= 0 && isHost(text.substring(0, slash));
        int nameStart = hasHost ? slash + 1 : 0;
        if (hasHost) {
            checkHost(text.substring(0, slash));
        }
        int nameEnd = firstOf(":@", nameStart);
        var name = text.substring(nameStart, nameEnd);
        checkRepository(name, nameStart);
        var registry = hasHost ? normalHost(text.substring(0, slash)) : ImageRef.DOCKER_HUB;
        var repository =
                registry.equals(ImageRef.DOCKER_HUB) && name.indexOf('/') < 0 ? ImageRef.OFFICIAL + name : name;
        if (repository.length() > LONGEST_REPOSITORY) {
            throw wrong(
                    nameStart,
                    "the repository has " + repository.length() + " characters, and " + LONGEST_REPOSITORY
                            + " are the limit",
                    "write a shorter name");
        }
        boolean tagged = nameEnd < text.length() && text.charAt(nameEnd) == ':';
        int tagEnd = tagged ? firstOf("@", nameEnd) : nameEnd;
        return new Parts(
                registry,
                repository,
                tagged ? Optional.of(tag(nameEnd + 1, tagEnd)) : Optional.empty(),
                tagEnd < text.length() ? Optional.of(digest(tagEnd + 1)) : Optional.empty());
    }

    /** Whether what stands before the first slash is a registry; without a dot, a colon or upper case it is a Hub user. */
    private static boolean isHost(String first) {
        return first.equals("localhost")
                || first.indexOf('.') >= 0
                || first.indexOf(':') >= 0
                || !first.toLowerCase(Locale.ROOT).equals(first);
    }

    private static String normalHost(String host) {
        return host.equals("index.docker.io") ? ImageRef.DOCKER_HUB : host;
    }

    private void checkHost(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : Math.max(host.indexOf(':'), 0);
        int nameEnd = end == 0 ? host.length() : end;
        var name = host.substring(0, nameEnd);
        if (name.startsWith("[")) {
            if (!IPV6.matcher(name).matches()) {
                throw wrong(
                        0,
                        "the registry '" + visible(name) + "' is not an IPv6 address in brackets",
                        "write it like '[::1]:5000'");
            }
        } else {
            checkHostName(name);
        }
        if (nameEnd < host.length()) {
            checkPort(host, nameEnd);
        }
    }

    private void checkHostName(String name) {
        int start = 0;
        for (var component : name.split("\\.", -1)) {
            for (int i = 0; i < component.length(); i++) {
                char c = component.charAt(i);
                boolean edge = i == 0 || i == component.length() - 1;
                if (!isLetterOrDigit(c) && (c != '-' || edge)) {
                    throw wrong(
                            start + i,
                            "'" + visible(c) + "' cannot stand there in the name of a registry",
                            registryRemedy());
                }
            }
            if (component.isEmpty()) {
                throw wrong(start, "a part of the registry's name is empty", registryRemedy());
            }
            start += component.length() + 1;
        }
    }

    private static String registryRemedy() {
        return "write the registry like 'registry.example.com:5000', or leave it out for Docker Hub";
    }

    private void checkPort(String host, int colon) {
        boolean digits =
                host.length() > colon + 1 && host.substring(colon + 1).chars().allMatch(c -> c >= '0' && c <= '9');
        if (host.charAt(colon) != ':' || !digits) {
            throw wrong(colon, "what follows the registry's name is not ':' and a port number", registryRemedy());
        }
    }

    private void checkRepository(String name, int nameStart) {
        for (int start = 0; start <= name.length(); ) {
            int slash = name.indexOf('/', start);
            String component = name.substring(start, slash < 0 ? name.length() : slash);
            if (component.isEmpty()) {
                throw wrong(
                        nameStart + start,
                        "a part of the name is empty",
                        "write it like 'team/app', without a slash too many");
            }
            int bad = firstBad(component);
            if (bad >= 0) {
                throw badCharacter(component, nameStart + start, bad);
            }
            start += component.length() + 1;
        }
    }

    /** Where a component leaves {@code [a-z0-9]+((.|_|__|-+)[a-z0-9]+)*}, or -1. */
    private static int firstBad(String component) {
        int i = 0;
        while (i < component.length()) {
            int runStart = i;
            while (i < component.length() && "._-".indexOf(component.charAt(i)) >= 0) {
                i++;
            }
            var run = component.substring(runStart, i);
            boolean separates = run.isEmpty()
                    || run.equals(".")
                    || run.equals("_")
                    || run.equals("__")
                    || run.chars().allMatch(c -> c == '-');
            boolean atEdge = !run.isEmpty() && (runStart == 0 || i == component.length());
            if (!separates || atEdge) {
                return runStart;
            }
            if (!isLowerOrDigit(component.charAt(i))) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private QuaysideException badCharacter(String component, int start, int bad) {
        char c = component.charAt(bad);
        var lower = text.substring(0, start)
                + component.toLowerCase(Locale.ROOT)
                + text.substring(start + component.length());
        if (Character.isUpperCase(c)) {
            return wrong(start + bad, "'" + visible(c) + "' is upper case", "write '" + visible(lower) + "'");
        }
        if ("._-".indexOf(c) >= 0) {
            return wrong(
                    start + bad,
                    "separators stand alone between letters or digits ('.', '_', '__' or dashes)",
                    "write it like 'my-app'");
        }
        return wrong(
                start + bad,
                "'" + visible(c) + "' cannot be part of an image's name",
                "use lower-case letters, digits and '.', '_', '-' between them");
    }

    private String tag(int start, int end) {
        var tag = text.substring(start, end);
        if (tag.isEmpty()) {
            throw wrong(
                    start - 1,
                    "the tag is empty",
                    "write '" + visible(text.substring(0, start - 1)) + ":latest', or leave the ':' out");
        }
        for (int i = 0; i < tag.length(); i++) {
            char c = tag.charAt(i);
            if (!isLetterOrDigit(c) && c != '_' && (i == 0 || (c != '.' && c != '-'))) {
                throw wrong(
                        start + i,
                        "'" + visible(c) + "' cannot stand there in a tag",
                        "use letters, digits, '_', and after the first also '.' and '-'");
            }
        }
        if (tag.length() > LONGEST_TAG) {
            throw wrong(
                    start,
                    "the tag has " + tag.length() + " characters, and " + LONGEST_TAG + " are the limit",
                    "write a shorter tag");
        }
        return tag;
    }

    private String digest(int start) {
        var digest = text.substring(start);
        int colon = digest.indexOf(':');
        var algorithm = colon < 0 ? digest : digest.substring(0, colon);
        var digits = HEX_DIGITS.get(algorithm);
        var remedy = "write '@sha256:' and 64 lower-case hexadecimal digits";
        if (digits == null || colon < 0) {
            throw wrong(
                    start,
                    "'" + visible(digest) + "' is not a digest of a known kind (sha256, sha384, sha512)",
                    remedy);
        }
        for (int i = colon + 1; i < digest.length(); i++) {
            if ("0123456789abcdef".indexOf(digest.charAt(i)) < 0) {
                throw wrong(
                        start + i, "'" + visible(digest.charAt(i)) + "' is not a lower-case hexadecimal digit", remedy);
            }
        }
        int given = digest.length() - colon - 1;
        if (given != digits) {
            throw wrong(
                    start,
                    "a " + algorithm + " digest has " + digits + " digits, not " + given,
                    "copy the whole digest");
        }
        return digest;
    }

    private int firstOf(String characters, int from) {
        int i = from;
        while (i < text.length() && characters.indexOf(text.charAt(i)) < 0) {
            i++;
        }
        return i;
    }

    private QuaysideException wrong(int index, String what, String remedy) {
        return new QuaysideException(
                INVALID_ARGUMENT,
                "Image '" + visible(text) + "' is not a valid reference: position " + (index + 1) + ": " + what,
                remedy);
    }

    private static boolean isLowerOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    private static boolean isLetterOrDigit(char c) {
        return isLowerOrDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static String visible(char c) {
        return visible(String.valueOf(c));
    }

    /** The text as a terminal may show it: no control characters, no invisible ones, and not without end. */
    private static String visible(String text) {
        var shown = new StringBuilder();
        text.codePoints().limit(300).forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || Character.getType(c) == Character.SURROGATE) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return text.codePointCount(0, text.length()) > 300 ? shown + "…" : shown.toString();
    }
}
