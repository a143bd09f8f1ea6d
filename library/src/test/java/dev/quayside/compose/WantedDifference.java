package dev.quayside.compose;

import java.util.Arrays;
import java.util.List;

/** What this reader does otherwise than docker compose, and why: the rules of {@code docs/guide/compose-differences.md}. */
enum WantedDifference {
    SSH_READS_BACK(
            "`build.ssh` is printed as `id=path`",
            "`id: path`, as docker compose prints it, is a key that it refuses itself") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("ssh:")
                    && theirs.replaceAll("'(\\w+): (/[^']*)'", "'$1=$2'").equals(ours);
        }
    },
    NUMBERS_DO_NOT_WRAP(
            "`blkio_config.weight` above 65535 and `tmpfs.mode` above 2147483647 are errors",
            "docker compose counts from 0 again: 70000 becomes 4464") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.matches("(blkio_config: \\{weight|.*tmpfs: \\{mode): [0-9]{5,}}.*")
                    && ours.equals(Variant.REFUSED);
        }
    },
    MODES_ARE_NOT_NEGATIVE(
            "a negative `mode` of a config or secret is an error",
            "docker compose prints `0-1`, which it refuses itself") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("mode: -1") && ours.equals(Variant.REFUSED);
        }
    },
    OPTIONAL_DEPENDENCIES_MAY_BE_ABSENT(
            "`depends_on` with `required: false` may name a service that does not exist, with a warning",
            "what docker compose prints of a file with profiles has such names, and it refuses them itself") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("depends_on: {nope: {condition: service_started, required: false}}")
                    && theirs.equals(Variant.REFUSED);
        }
    },
    JOBS_HAVE_NO_NAME(
            "a job is printed without the key `name`",
            "docker compose prints it, and refuses it when it reads it again") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return theirs.replaceAll("name='[jk]', ", "").equals(ours);
        }
    },
    DEVICES_HAVE_KNOWN_KEYS(
            "an unknown key of an item of `gpus` is an error", "its schema forgets to say so, and the key is dropped") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.startsWith("gpus: [{") && line.contains(", x: 1}") && ours.equals(Variant.REFUSED);
        }
    },
    NO_DEVICE_READS_BACK(
            "`count: 0` of devices is printed",
            "docker compose leaves it out, and then reads what it has printed as a request for all devices") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return (line.contains("count: 0") || line.contains("device_ids: []"))
                    && ours.replaceAll("count=Plain\\[kind=INTEGER, text=0\\](, )?", "")
                            .equals(theirs);
        }
    };

    private final String what;
    private final String why;

    WantedDifference(String what, String why) {
        this.what = what;
        this.why = why;
    }

    abstract boolean covers(String line, String theirs, String ours);

    /** As a row of the guide. */
    String row() {
        return "| " + what + " | " + why + " |";
    }

    static List<WantedDifference> of(String line, String theirs, String ours) {
        return Arrays.stream(values())
                .filter(rule -> rule.covers(line, theirs, ours))
                .toList();
    }
}
