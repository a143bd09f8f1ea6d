package dev.quayside.engine.docker;

import static java.util.Objects.requireNonNull;

import dev.quayside.engine.docker.DockerIgnore.Match;
import dev.quayside.error.QuaysideException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks a build context in a fixed order and puts what belongs to it into an archive.
 *
 * <p>A folder that is left out is walked only where an exception could lie in it, and is sent only if one does.
 */
final class ContextWalk {
    private final Path root;
    private final DockerIgnore ignore;
    private final Set<String> always;
    private final Set<String> never;
    private final ContextArchive archive;

    /**
     * Prepares a walk.
     *
     * @param always what is sent even if it is ignored
     * @param never what is not sent, whatever the patterns say
     */
    ContextWalk(Path root, DockerIgnore ignore, Set<String> always, Set<String> never, ContextArchive archive) {
        this.root = root;
        this.ignore = ignore;
        this.always = Set.copyOf(always);
        this.never = Set.copyOf(never);
        this.archive = archive;
    }

    /** A folder on the way, which may not have been sent yet. */
    private static final class Folder {
        private final @Nullable Folder parent;
        private final Path path;
        private final String name;
        private final FileNode node;
        private final Match match;
        private boolean sent;

        Folder(@Nullable Folder parent, Path path, String name, FileNode node, Match match) {
            this.parent = parent;
            this.path = path;
            this.name = name;
            this.node = node;
            this.match = match;
        }
    }

    /** One name in a folder, in the form of the archive and in that of this machine. */
    private record Child(String name, Path path) {}

    void run() throws IOException {
        var top = new Folder(null, root, "", nodeAt(root), Match.CONTEXT);
        top.sent = true;
        walk(top);
    }

    private void walk(Folder folder) throws IOException {
        for (var child : children(folder.path)) {
            var name = folder.name.isEmpty() ? child.name() : folder.name + "/" + child.name();
            var match = ignore.match(name, folder.match);
            var wanted = (!match.excluded() || always.contains(name)) && !never.contains(name);
            var mayHoldWanted = wanted || mayHoldWanted(name);
            if (mayHoldWanted) {
                visit(folder, child, name, match, wanted);
            }
        }
    }

    private boolean mayHoldWanted(String name) {
        return ignore.mayIncludeBelow(name) || always.stream().anyMatch(path -> path.startsWith(name + "/"));
    }

    private void visit(Folder folder, Child child, String name, Match match, boolean wanted) throws IOException {
        var path = folder.path.resolve(child.path());
        var node = nodeAt(path);
        if (node.kind() == FileNode.Kind.DIRECTORY) {
            var below = new Folder(folder, path, name, node, match);
            if (wanted) {
                send(below);
            }
            walk(below);
        } else if (wanted) {
            send(folder);
            archive.put(path, name, node);
        }
    }

    private void send(Folder folder) throws IOException {
        if (folder.sent) {
            return;
        }
        if (folder.parent != null) {
            send(folder.parent);
        }
        archive.put(folder.path, folder.name, folder.node);
        folder.sent = true;
    }

    private static List<Child> children(Path folder) {
        var children = new ArrayList<Child>();
        try (var paths = Files.newDirectoryStream(folder)) {
            for (var path : paths) {
                var name = path.getFileName();
                children.add(new Child(TarName.of(name), name));
            }
        } catch (DirectoryIteratorException e) {
            throw unreadable(folder, requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
        children.sort((one, other) -> TarName.ORDER.compare(one.name(), other.name()));
        return children;
    }

    private static FileNode nodeAt(Path path) {
        try {
            return FileNode.at(path);
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }

    private static QuaysideException unreadable(Path path, IOException cause) {
        return ContextArchive.unreadable(path, cause);
    }
}
