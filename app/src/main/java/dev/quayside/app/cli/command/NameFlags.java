package dev.quayside.app.cli.command;

import dev.quayside.compose.ReadResult;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code config} can list instead of the application. */
final class NameFlags {
    private static final String EVERY = "*";

    @Option(names = "--services", description = "Only the names of the services")
    private boolean services;

    @Option(names = "--volumes", description = "Only the names of the volumes")
    private boolean volumes;

    @Option(names = "--networks", description = "Only the names of the networks")
    private boolean networks;

    @Option(names = "--images", description = "Only the names of the images")
    private boolean images;

    @Option(names = "--models", description = "Only the models")
    private boolean models;

    @Option(names = "--profiles", description = "Only the names of the profiles")
    private boolean profiles;

    @Option(
            names = "--hash",
            paramLabel = "SERVICE",
            description =
                    "Only a number for each of these services, in which a change of it shows; separated by commas,"
                            + " or '*' for all")
    private @Nullable String hashed;

    /** Whether a list was asked for. */
    boolean chosen() {
        return services || volumes || networks || images || models || profiles || hashed != null;
    }

    /** The list that was asked for, an entry per line. */
    Optional<String> lines(ReadResult reading) {
        return chosen()
                ? Optional.of(list(reading).stream().map(line -> line + "\n").collect(Collectors.joining()))
                : Optional.empty();
    }

    private Collection<String> list(ReadResult reading) {
        if (services) {
            return reading.services();
        }
        if (volumes) {
            return reading.volumes();
        }
        if (networks) {
            return reading.networks();
        }
        if (images) {
            return reading.images();
        }
        if (models) {
            return reading.models();
        }
        return profiles ? reading.profiles() : hashes(reading.hashes());
    }

    private List<String> hashes(Map<String, String> all) {
        String wanted = hashed == null ? EVERY : hashed;
        Collection<String> names = wanted.equals(EVERY) ? all.keySet() : List.of(wanted.split(",", -1));
        var lines = new ArrayList<String>();
        for (String name : names) {
            String hash = all.get(name.strip());
            if (hash == null) {
                throw new QuaysideException(
                        ErrorCode.NOT_FOUND,
                        "there is no service '" + name + "'",
                        "use '*', or some of " + String.join(",", all.keySet()));
            }
            lines.add(name.strip() + " " + hash);
        }
        return lines;
    }
}
