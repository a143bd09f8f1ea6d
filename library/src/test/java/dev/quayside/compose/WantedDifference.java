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
            return line.matches(".*\\bssh\\b.*")
                    && withoutNames(theirs)
                            .replaceAll("'(\\w+): ([^']*)'", "'$1=$2'")
                            .equals(ours);
        }
    },
    NUMBERS_DO_NOT_WRAP(
            "`blkio_config.weight` above 65535 and `tmpfs.mode` above 2147483647 are errors",
            "docker compose counts from 0 again: 70000 becomes 4464",
            "(blkio_config: \\{weight|.*tmpfs: \\{mode): [0-9]{5,}}.*"),
    MODES_ARE_NOT_NEGATIVE(
            "a negative `mode` of a config or secret is an error",
            "docker compose prints `0-1`, which it refuses itself",
            ".*\\bmode( =|:) -1.*"),
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
            return withoutNames(theirs).equals(ours);
        }
    },
    NO_DEVICE_READS_BACK(
            "`count: 0` of devices is printed",
            "docker compose leaves it out, and then reads what it has printed as a request for all devices") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.matches(".*(count: 0|device_ids).*")
                    && ours.replaceAll("count=%1$s, |(, )?count=%1$s".formatted("Plain\\[kind=INTEGER, text=0\\]"), "")
                            .equals(withoutNames(theirs));
        }
    },
    INCLUDES_HAVE_PATHS(
            "an include without a path is an error", "docker compose includes nothing then", "\\.?include\\b.*"),
    OWN_KEYS_ARE_CHECKED("the keys of `x-quayside` and their values are checked", "to others they are anybody's") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("x-quayside");
        }
    },
    DATES_ARE_NO_TEXT(
            "a date without quotes where text is wanted is an error",
            "docker compose takes a point in time for the text, as one of its programming language writes it") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("2001-01-01") && ours.equals(Variant.REFUSED);
        }
    },
    PAIRS_HAVE_NAMES(
            "an empty item among pairs of names and values is an error",
            "docker compose passes on a value without a name, or drops it",
            ".*(\\[\"\"\\]|\"=|\\[\\] = (\"\"|''|.*\\+\\+ ''|\"\\$\\{U\\}\")).*"),
    NO_SHARED_PROCESSES("`pid` without a value means what leaving it out means", "docker compose crashes") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.matches(".*\\bpid( =|:) ~.*") && theirs.equals(Variant.REFUSED);
        }
    },
    SECRETS_HAVE_SOURCES(
            "a job's secret without a source has no name in the path of its file",
            "docker compose writes `%!s(<nil>)` there, by which its programming language calls nothing") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return withoutNames(theirs).replace("%!s(<nil>)", "").equals(ours) && theirs.contains("%!s(<nil>)");
        }
    },
    SPACES_READ_BACK(
            "spaces before the first words of a text that starts with an empty line are printed so that they are read again",
            "docker compose's YAML loses them; its JSON has them") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("\"\\n ") && withoutIndent(ours).equals(withoutIndent(theirs));
        }

        private static String withoutIndent(String tree) {
            return tree.replaceAll("\n +", "\n");
        }
    },
    NAMES_ARE_EQUAL(
            "half of a pair of `ulimits`, and a list among the options of a log, are errors under every name",
            "docker compose's schema says nothing about names that are empty or in other letters than a to z",
            ".*(ulimits: \\{NOFILE: \\{|options: \\{\"\": \\[).*"),
    HOSTS_READ_BACK(
            "an address that a host has twice is printed once",
            "docker compose prints it twice, and refuses that when it reads it again") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.matches(".*\\bextra_hosts\\b.*,.*")
                    && withoutNames(theirs)
                            .replaceAll("([^\\[, ]+), \\1(?=[,\\]])", "$1")
                            .equals(ours);
        }
    },
    FOLDERS_ARE_TAKEN_AT_THEIR_WORD(
            "a `project_directory` of an include that does not exist is what paths are relative to",
            "docker compose takes the folder around it instead") {
        @Override
        boolean covers(String line, String theirs, String ours) {
            return line.contains("project_directory: nowhere")
                    && ours.replace("/nowhere", "").equals(theirs);
        }
    };

    private static String withoutNames(String theirs) {
        return theirs.replaceAll("name='(?:[jknz]|backup)', ", "");
    }

    private final String what;
    private final String why;
    private final String refused;

    WantedDifference(String what, String why) {
        this(what, why, "");
    }

    /** What is refused here and nowhere else, on lines that match. */
    WantedDifference(String what, String why, String refused) {
        this.what = what;
        this.why = why;
        this.refused = refused;
    }

    boolean covers(String line, String theirs, String ours) {
        return line.matches(refused) && ours.equals(Variant.REFUSED);
    }

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
