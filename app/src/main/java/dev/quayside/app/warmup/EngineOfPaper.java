package dev.quayside.app.warmup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** Answers a Docker client on a socket with answers written in advance. */
final class EngineOfPaper implements AutoCloseable {
    private static final String ID = "0123456789ab".repeat(5) + "0123";

    private static final String OWNER = """
            "dev.quayside.owner":"quayside","dev.quayside.app":"rehearsal","dev.quayside.spec-hash":"0",\
            "dev.quayside.spec-parts":"",""";

    private static final String LABELS = """
            {%s"dev.quayside.kind":"replica","dev.quayside.key":"web","dev.quayside.generation":"1","dev.quayside.replica":"1",\
            "dev.quayside.name":"rehearsal-web-g1-1","dev.quayside.restart":"no","dev.quayside.file-folders":"",\
            "dev.quayside.endpoints":"{\\"rehearsal_default\\":{\\"ipv4\\":\\"10.1.0.2\\"}}"}""".formatted(OWNER);

    private static final String NETWORK = """
            {"Id":"%s","Name":"rehearsal_default","Created":"2026-01-01T00:00:00Z","Driver":"bridge","Scope":"local",\
            "IPAM":{"Config":[{"Subnet":"10.1.0.0/16"}]},"Labels":{%s"dev.quayside.kind":"network",\
            "dev.quayside.key":"default","dev.quayside.generation":"0","dev.quayside.replica":"0",\
            "dev.quayside.addresses":"planned"},"Options":{}}""".formatted(ID, OWNER);

    private final ServerSocketChannel server;

    private final String address;

    private EngineOfPaper(ServerSocketChannel server, String address) {
        this.server = server;
        this.address = address;
    }

    /** What a client gives as its host. */
    String address() {
        return address;
    }

    static EngineOfPaper at(Path socket) throws IOException {
        var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        var engine = new EngineOfPaper(server, "unix://" + socket);
        Thread.ofPlatform().daemon().name("engine-of-paper").start(engine::accept);
        return engine;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                Thread.ofPlatform().daemon().name("client-of-paper").start(() -> serve(client));
            }
        } catch (IOException e) {
            // The rehearsal is over.
            return;
        }
    }

    private static void serve(SocketChannel client) {
        try (client) {
            PaperTalk.hold(
                    Channels.newInputStream(client),
                    Channels.newOutputStream(client),
                    path -> body(path.replaceFirst("^/v[0-9.]+", "")));
        } catch (IOException e) {
            // The client has hung up.
            return;
        }
    }

    private static String body(String path) {
        return switch (path) {
            case "/_ping" -> "OK";
            case "/version" ->
                "{\"Version\":\"28.0.0\",\"ApiVersion\":\"1.51\",\"MinAPIVersion\":\"1.24\",\"Os\":\"linux\",\"Arch\":\"amd64\"}";
            case "/info" ->
                "{\"ID\":\"paper\",\"Name\":\"paper\",\"ServerVersion\":\"28.0.0\",\"OSType\":\"linux\",\"Architecture\":\"x86_64\","
                        + "\"NCPU\":2,\"MemTotal\":1000000,\"Driver\":\"overlay2\",\"SecurityOptions\":[],\"Warnings\":null}";
            case "/containers/json" -> "[" + listedContainer() + "]";
            case "/networks" -> "[" + NETWORK + "]";
            case "/volumes" ->
                "{\"Volumes\":[{\"Name\":\"v\",\"Driver\":\"local\",\"Mountpoint\":\"/v\",\"Scope\":\"local\",\"Labels\":null}]}";
            case "/images/json" ->
                "[{\"Id\":\"sha256:" + ID
                        + "\",\"RepoTags\":[\"web:1\"],\"RepoDigests\":[],\"Created\":1767225600,\"Size\":1,\"Labels\":null}]";
            default -> path.startsWith("/containers/") && path.endsWith("/json") ? container() : image(path);
        };
    }

    private static String image(String path) {
        return path.startsWith("/images/") && path.endsWith("/json")
                ? "{\"Id\":\"sha256:" + ID
                        + "\",\"RepoTags\":[\"web:1\"],\"Created\":\"2026-01-01T00:00:00Z\",\"Size\":1,"
                        + "\"Config\":{\"Env\":[\"A=b\"],\"Cmd\":[\"sh\"],\"Labels\":null}}"
                : "";
    }

    private static String listedContainer() {
        return "{\"Id\":\"" + ID + "\",\"Names\":[\"/rehearsal-web-g1-1\"],\"Image\":\"web:1\",\"ImageID\":\"sha256:"
                + ID
                + "\",\"Created\":1767225600,\"State\":\"running\",\"Status\":\"Up 5 minutes\",\"Labels\":" + LABELS
                + ",\"Ports\":[{\"IP\":\"127.0.0.1\",\"PrivatePort\":80,\"PublicPort\":8080,\"Type\":\"tcp\"}],"
                + "\"NetworkSettings\":{\"Networks\":{\"rehearsal_default\":{\"IPAddress\":\"10.1.0.2\"}}}}";
    }

    private static String container() {
        return "{\"Id\":\"" + ID + "\",\"Name\":\"/rehearsal-web-g1-1\",\"Image\":\"sha256:" + ID
                + "\",\"Created\":\"2026-01-01T00:00:00.5Z\",\"RestartCount\":0,\"State\":{\"Status\":\"running\",\"Running\":true,"
                + "\"ExitCode\":0,\"OOMKilled\":false,\"Error\":\"\",\"StartedAt\":\"2026-01-01T00:00:01.5Z\","
                + "\"FinishedAt\":\"0001-01-01T00:00:00Z\",\"Health\":{\"Status\":\"healthy\",\"Log\":[]}},"
                + "\"Config\":{\"Image\":\"web:1\",\"Env\":[\"A=b\"],\"Labels\":" + LABELS
                + "},\"HostConfig\":{},\"Mounts\":[],"
                + "\"NetworkSettings\":{\"Ports\":{\"80/tcp\":[{\"HostIp\":\"127.0.0.1\",\"HostPort\":\"8080\"}]},"
                + "\"Networks\":{\"rehearsal_default\":{\"Aliases\":[\"web\"],\"IPAddress\":\"10.1.0.2\"}}}}";
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
