package dev.quayside.compose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Arithmetic on paths, as text: the reader never looks at a disk. */
final class Paths {
    private static final Pattern WINDOWS =
            Pattern.compile("(?:[a-zA-Z]:[\\\\/]|\\\\\\\\[^\\\\/]+[\\\\/]|//[^/]+/).*", Pattern.DOTALL);

    private Paths() {}

    /** The shortest path that means the same. */
    static String clean(String path) {
        if (path.isEmpty()) {
            return ".";
        }
        boolean absolute = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/", -1)) {
            boolean up = part.equals("..");
            if (up && !parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!part.isEmpty() && !part.equals(".") && !(up && absolute)) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    /** A path seen from a folder. */
    static String join(String folder, String path) {
        return clean(folder.isEmpty() ? path : folder + "/" + path);
    }

    /** A path seen from a folder, unless it is absolute. */
    static String resolve(String folder, String path) {
        return isAbsolute(path) ? path : join(folder, path);
    }

    /** How one absolute folder is reached from another. */
    static String relative(String from, String to) {
        List<String> start = List.of(clean(from).substring(1).split("/"));
        List<String> end = List.of(clean(to).substring(1).split("/"));
        int common = 0;
        while (common < Math.min(start.size(), end.size()) && start.get(common).equals(end.get(common))) {
            common++;
        }
        var way = new ArrayList<>(Collections.nCopies(start.size() - common, ".."));
        way.addAll(end.subList(common, end.size()));
        return clean(String.join("/", way));
    }

    /** The folder that a file is in. */
    static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : clean(path.substring(0, slash));
    }

    /** The last part of a path. */
    static String name(String path) {
        String clean = clean(path);
        return clean.substring(clean.lastIndexOf('/') + 1);
    }

    static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }

    /** Whether a path is absolute on Windows. */
    static boolean isWindowsAbsolute(String path) {
        return WINDOWS.matcher(path).matches();
    }
}
