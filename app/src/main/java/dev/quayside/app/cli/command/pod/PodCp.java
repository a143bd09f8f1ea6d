package dev.quayside.app.cli.command.pod;

import static dev.quayside.app.cli.invocation.Command.example;

import dev.quayside.app.cli.invocation.Cluster;
import dev.quayside.app.cli.invocation.Command;
import dev.quayside.app.cli.invocation.Invocation;
import dev.quayside.engine.ExecRequest;
import dev.quayside.engine.kubernetes.CopyOptions;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pod cp}. */
public final class PodCp implements Command {
    private static final String IN_A_POD = "[a-z0-9][-a-z0-9.]*:.+";

    @Option(
            names = {"-c", "--container"},
            paramLabel = "CONTAINER",
            description = "Which container (default: the main one)")
    private @Nullable String container;

    @Parameters(paramLabel = "SOURCE", index = "0", description = "A file or folder, here or as POD:PATH")
    private String source = "";

    @Parameters(
            paramLabel = "TARGET",
            index = "1",
            description = "A folder, or what the copy is called, on the other side")
    private String target = "";

    @Override
    public List<Example> examples() {
        return List.of(
                example("pod cp ./site web-0:/srv", "copies a folder into a folder of a pod"),
                example("pod cp web-0:/var/log/app.log ./app.log", "copies a file out of a pod"));
    }

    @Override
    public int run(Invocation invocation) {
        boolean out = source.matches(IN_A_POD);
        if (out == target.matches(IN_A_POD)) {
            throw new QuaysideException(
                    ErrorCode.INVALID_ARGUMENT,
                    "'" + source + "' and '" + target + "' do not name one place here and one in a pod",
                    "write the one in the pod as POD:PATH, and a file here whose name has a colon as ./NAME");
        }
        var here = invocation.surroundings().workingDirectory();
        try (var cluster = Cluster.connect(invocation)) {
            if (out) {
                copyOut(cluster, here.resolve(target));
            } else {
                copyIn(cluster, here.resolve(source));
            }
        }
        return 0;
    }

    private void copyOut(Cluster cluster, Path to) {
        int colon = source.indexOf(':');
        var pod = source.substring(0, colon);
        var path = source.substring(colon + 1);
        boolean into = target.endsWith("/") || Files.isDirectory(to);
        var folder = into || to.getParent() == null ? to : to.getParent();
        var options = into ? options() : options().named(to.getFileName().toString());
        cluster.kubernetes().copyFrom(pod, cluster.namespace(), path, folder, options);
    }

    private void copyIn(Cluster cluster, Path from) {
        int colon = target.indexOf(':');
        var pod = target.substring(0, colon);
        var path = target.substring(colon + 1);
        int slash = path.lastIndexOf('/');
        if (path.endsWith("/") || path.equals(".") || isFolder(cluster, pod, path)) {
            cluster.kubernetes().copyTo(pod, cluster.namespace(), from, path, options());
        } else {
            var folder = slash < 0 ? "." : path.substring(0, slash + 1);
            var named = options().named(path.substring(slash + 1));
            cluster.kubernetes().copyTo(pod, cluster.namespace(), from, folder, named);
        }
    }

    private CopyOptions options() {
        return container == null ? CopyOptions.DEFAULT : CopyOptions.DEFAULT.of(container);
    }

    /** A container without this small program is taken at its word: the path is the name of the copy. */
    private boolean isFolder(Cluster cluster, String pod, String path) {
        var kubernetes = cluster.kubernetes();
        var chosen =
                container == null ? kubernetes.getPod(pod, cluster.namespace()).container() : container;
        try (var session = kubernetes.exec(pod, cluster.namespace(), chosen, ExecRequest.of("test", "-d", path))) {
            return session.exitCode() == 0;
        } catch (QuaysideException e) {
            if (e.code() == ErrorCode.ENGINE_FAILED) {
                return false;
            }
            throw e;
        }
    }
}
