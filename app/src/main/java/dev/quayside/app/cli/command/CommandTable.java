package dev.quayside.app.cli.command;

import dev.quayside.app.cli.command.container.ContainerCreate;
import dev.quayside.app.cli.command.container.ContainerLs;
import dev.quayside.app.cli.command.container.ContainerRm;
import dev.quayside.app.cli.command.container.ContainerStart;
import dev.quayside.app.cli.command.container.ContainerStop;
import dev.quayside.app.cli.command.deployment.DeploymentCreate;
import dev.quayside.app.cli.command.deployment.DeploymentGet;
import dev.quayside.app.cli.command.deployment.DeploymentLs;
import dev.quayside.app.cli.command.deployment.DeploymentRestart;
import dev.quayside.app.cli.command.deployment.DeploymentRm;
import dev.quayside.app.cli.command.deployment.DeploymentScale;
import dev.quayside.app.cli.command.deployment.DeploymentStatus;
import dev.quayside.app.cli.command.deployment.DeploymentUpdate;
import dev.quayside.app.cli.command.engine.EngineLogs;
import dev.quayside.app.cli.command.engine.EngineRemove;
import dev.quayside.app.cli.command.engine.EngineStart;
import dev.quayside.app.cli.command.engine.EngineStatus;
import dev.quayside.app.cli.command.engine.EngineStop;
import dev.quayside.app.cli.command.image.ImageBuild;
import dev.quayside.app.cli.command.image.ImageLs;
import dev.quayside.app.cli.command.image.ImagePull;
import dev.quayside.app.cli.command.image.ImagePush;
import dev.quayside.app.cli.command.image.ImageRm;
import dev.quayside.app.cli.command.namespace.NamespaceCreate;
import dev.quayside.app.cli.command.namespace.NamespaceGet;
import dev.quayside.app.cli.command.namespace.NamespaceLs;
import dev.quayside.app.cli.command.namespace.NamespaceRm;
import dev.quayside.app.cli.command.network.NetworkCreate;
import dev.quayside.app.cli.command.network.NetworkLs;
import dev.quayside.app.cli.command.network.NetworkRm;
import dev.quayside.app.cli.command.pod.PodCp;
import dev.quayside.app.cli.command.pod.PodCreate;
import dev.quayside.app.cli.command.pod.PodExec;
import dev.quayside.app.cli.command.pod.PodGet;
import dev.quayside.app.cli.command.pod.PodLogs;
import dev.quayside.app.cli.command.pod.PodLs;
import dev.quayside.app.cli.command.pod.PodPortForward;
import dev.quayside.app.cli.command.pod.PodRm;
import dev.quayside.app.cli.command.service.ServiceCreate;
import dev.quayside.app.cli.command.service.ServiceGet;
import dev.quayside.app.cli.command.service.ServiceLs;
import dev.quayside.app.cli.command.service.ServiceRm;
import dev.quayside.app.cli.command.volume.VolumeCreate;
import dev.quayside.app.cli.command.volume.VolumeLs;
import dev.quayside.app.cli.command.volume.VolumeRm;
import dev.quayside.app.cli.invocation.Command;
import java.util.List;
import java.util.Optional;

/**
 * All commands by name. Naming a command here loads nothing of it: its class is loaded by {@link Entry#create}, for the one
 * command that runs.
 */
public final class CommandTable {
    /** What a command is about; the sections of the overview. */
    public enum Section {
        APPLICATION("The application in this folder"),
        PRIMITIVES("Images, containers, networks and volumes of Docker"),
        CLUSTER("Deployments, services, namespaces and pods of Kubernetes"),
        ENGINE("The engine"),
        PROGRAM("This program");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        /** How the overview heads it. */
        public String title() {
            return title;
        }
    }

    /** All of them, in the order of the overview; the commands of a noun behind the noun. */
    private static final List<Entry> ENTRIES = List.of(
            app("up", "Brings the application to what its files say, and shows its logs"),
            app("plan", "Shows what 'up' would do, and why; changes nothing"),
            app("down", "Removes the application's containers and networks"),
            app("ps", "Lists the application's containers"),
            app("logs", "Shows what the services write"),
            app("exec", "Runs a command in a service's container"),
            app("stats", "Shows what the containers use"),
            app("inspect", "Shows everything the engine knows of the containers"),
            app("build", "Builds the images of services that have a build"),
            app("pull", "Pulls the images of services"),
            app("config", "Shows the application as its files describe it"),
            app("fidelity", "Shows what an engine makes of the keys of the files, and why"),
            app("convert", "Writes the application as Kubernetes objects"),
            app("forward", "Leads published ports of this machine to the application in a cluster"),
            app("events", "Shows what happens to the application, as it happens"),
            app("ls", "Lists the applications on the engine"),
            noun("image", "Images of the engine"),
            under("image build", "Builds an image from a folder"),
            under("image pull", "Pulls an image from its registry"),
            under("image push", "Pushes an image to its registry"),
            under("image ls", "Lists images"),
            under("image rm", "Removes images"),
            noun("container", "Single containers, outside any application"),
            under("container create", "Creates a container without starting it"),
            under("container start", "Starts containers"),
            under("container stop", "Stops containers"),
            under("container rm", "Removes containers"),
            under("container ls", "Lists containers"),
            noun("network", "Networks of the engine"),
            under("network create", "Creates a network"),
            under("network rm", "Removes networks"),
            under("network ls", "Lists networks"),
            noun("volume", "Volumes of the engine"),
            under("volume create", "Creates a volume"),
            under("volume rm", "Removes volumes with their data"),
            under("volume ls", "Lists volumes"),
            noun("deployment", "Deployments of a Kubernetes cluster"),
            under("deployment create", "Creates a deployment"),
            under("deployment get", "Shows a deployment, its pods and its events"),
            under("deployment ls", "Lists deployments"),
            under("deployment update", "Changes a deployment"),
            under("deployment rm", "Deletes deployments with their pods"),
            under("deployment scale", "Sets the number of pods"),
            under("deployment restart", "Replaces the pods by new ones of the same kind"),
            under("deployment status", "Says how far a rollout is, or waits for it"),
            noun("service", "Services of a Kubernetes cluster"),
            under("service create", "Creates a service"),
            under("service get", "Shows a service"),
            under("service ls", "Lists services"),
            under("service rm", "Deletes services"),
            noun("namespace", "Namespaces of a Kubernetes cluster"),
            under("namespace create", "Creates a namespace and waits until it can be used"),
            under("namespace get", "Shows a namespace"),
            under("namespace ls", "Lists namespaces"),
            under("namespace rm", "Deletes namespaces with everything in them"),
            noun("pod", "Pods of a Kubernetes cluster"),
            under("pod create", "Creates a pod"),
            under("pod get", "Shows a pod and what keeps it from being ready"),
            under("pod ls", "Lists pods"),
            under("pod rm", "Deletes pods"),
            under("pod logs", "Shows what pods write"),
            under("pod exec", "Runs a command in a pod"),
            under("pod cp", "Copies files and folders into a pod or out of it"),
            under("pod port-forward", "Leads ports of this machine to a pod, until Ctrl-C"),
            noun("engine", "Which engine is used, and the engine of Quayside's own"),
            under("engine status", "Says which engine is used, why no other, and how it is"),
            under("engine start", "Starts the engine of Quayside's own"),
            under("engine stop", "Stops it and leaves nothing of it but its data"),
            under("engine logs", "Shows the log of the engine itself"),
            under("engine remove", "Stops it and deletes its data"),
            program("completion", "Writes the completion script of a shell"),
            program("version", "Shows the version of this program"),
            program("help", "Shows the help of a command"));

    private CommandTable() {}

    /**
     * One command or noun.
     *
     * @param path its words, such as {@code up} or {@code image ls}
     * @param summary what it does, in one sentence without a full stop
     */
    public record Entry(String path, String summary, Section section, boolean isNoun) {
        /** Loads the command. */
        public Command create() {
            return CommandTable.create(path);
        }

        /** The noun it stands under; empty for a verb of its own. */
        public String noun() {
            int space = path.indexOf(' ');
            return space < 0 ? "" : path.substring(0, space);
        }

        /** Its last word. */
        public String name() {
            return path.substring(path.indexOf(' ') + 1);
        }
    }

    /** All entries, nouns too. */
    public static List<Entry> entries() {
        return ENTRIES;
    }

    /** The entry of this path. */
    public static Optional<Entry> find(String path) {
        return ENTRIES.stream().filter(entry -> entry.path().equals(path)).findFirst();
    }

    /** The entries under a noun, or, for an empty one, all verbs and nouns. */
    public static List<Entry> under(Optional<Entry> noun) {
        String name = noun.map(Entry::path).orElse("");
        return ENTRIES.stream().filter(entry -> entry.noun().equals(name)).toList();
    }

    /** The names of what stands under a noun, or, for an empty one, of all verbs and nouns. */
    public static List<String> namesUnder(String noun) {
        return ENTRIES.stream()
                .filter(entry -> entry.noun().equals(noun))
                .map(Entry::name)
                .toList();
    }

    private static Command create(String path) {
        return switch (path) {
            case "up" -> new Up();
            case "plan" -> new Plan();
            case "down" -> new Down();
            case "ps" -> new Ps();
            case "logs" -> new Logs();
            case "exec" -> new Exec();
            case "stats" -> new Stats();
            case "inspect" -> new Inspect();
            case "build" -> new Build();
            case "pull" -> new Pull();
            case "config" -> new Config();
            case "fidelity" -> new Fidelity();
            case "convert" -> new Convert();
            case "forward" -> new Forward();
            case "events" -> new Events();
            case "ls" -> new Ls();
            case "completion" -> new Completion();
            case "version" -> new Version();
            case "help" -> new Help();
            default -> createUnderNoun(path);
        };
    }

    private static Command createUnderNoun(String path) {
        return switch (path) {
            case "image build" -> new ImageBuild();
            case "image pull" -> new ImagePull();
            case "image push" -> new ImagePush();
            case "image ls" -> new ImageLs();
            case "image rm" -> new ImageRm();
            case "container create" -> new ContainerCreate();
            case "container start" -> new ContainerStart();
            case "container stop" -> new ContainerStop();
            case "container rm" -> new ContainerRm();
            case "container ls" -> new ContainerLs();
            case "network create" -> new NetworkCreate();
            case "network rm" -> new NetworkRm();
            case "network ls" -> new NetworkLs();
            case "volume create" -> new VolumeCreate();
            case "volume rm" -> new VolumeRm();
            case "volume ls" -> new VolumeLs();
            case "engine status" -> new EngineStatus();
            case "engine start" -> new EngineStart();
            case "engine stop" -> new EngineStop();
            case "engine logs" -> new EngineLogs();
            case "engine remove" -> new EngineRemove();
            default -> createInCluster(path);
        };
    }

    private static Command createInCluster(String path) {
        return switch (path) {
            case "deployment create" -> new DeploymentCreate();
            case "deployment get" -> new DeploymentGet();
            case "deployment ls" -> new DeploymentLs();
            case "deployment update" -> new DeploymentUpdate();
            case "deployment rm" -> new DeploymentRm();
            case "deployment scale" -> new DeploymentScale();
            case "deployment restart" -> new DeploymentRestart();
            case "deployment status" -> new DeploymentStatus();
            case "service create" -> new ServiceCreate();
            case "service get" -> new ServiceGet();
            case "service ls" -> new ServiceLs();
            case "service rm" -> new ServiceRm();
            case "namespace create" -> new NamespaceCreate();
            case "namespace get" -> new NamespaceGet();
            case "namespace ls" -> new NamespaceLs();
            case "namespace rm" -> new NamespaceRm();
            case "pod create" -> new PodCreate();
            case "pod get" -> new PodGet();
            case "pod ls" -> new PodLs();
            case "pod rm" -> new PodRm();
            case "pod logs" -> new PodLogs();
            case "pod exec" -> new PodExec();
            case "pod cp" -> new PodCp();
            case "pod port-forward" -> new PodPortForward();
            default -> throw new IllegalArgumentException("'" + path + "' is no command");
        };
    }

    private static Entry app(String path, String summary) {
        return new Entry(path, summary, Section.APPLICATION, false);
    }

    private static Entry noun(String path, String summary) {
        return new Entry(path, summary, section(path), true);
    }

    private static Entry under(String path, String summary) {
        return new Entry(path, summary, section(path.substring(0, path.indexOf(' '))), false);
    }

    private static Section section(String noun) {
        return switch (noun) {
            case "engine" -> Section.ENGINE;
            case "deployment", "service", "namespace", "pod" -> Section.CLUSTER;
            default -> Section.PRIMITIVES;
        };
    }

    private static Entry program(String path, String summary) {
        return new Entry(path, summary, Section.PROGRAM, false);
    }
}
