package dev.quayside.compose;

import static dev.quayside.compose.KeyTypes.flag;
import static dev.quayside.compose.KeyTypes.list;
import static dev.quayside.compose.KeyTypes.structure;
import static dev.quayside.compose.KeyTypes.text;

import java.util.ArrayList;
import java.util.List;

/** The table's part for jobs: containers that run to their end, when somebody asks for it or when it is time. */
final class JobKeys {
    /** What a job may say as a service does, beside what is said of any container. */
    private static final List<String> OF_SERVICES =
            List.of("build", "depends_on", "healthcheck", "ports", "profiles", "stdin_open", "tty");

    private JobKeys() {}

    /** Everything that a job may say; what it shares with a service is the service's own entry. */
    static Key job(Key service) {
        var shared = new ArrayList<>(ServiceKeys.OF_CONTAINERS);
        shared.addAll(OF_SERVICES);
        Key job = structure();
        shared.forEach(name -> job.key(name, service.child(name).orElseThrow()));
        return job.key(
                        "expose",
                        list(Key.of(Shape.TEXT, Shape.NUMBER)).distinct().form(Form.TEXTS))
                .key("triggers", triggers())
                .required("triggers");
    }

    private static Key triggers() {
        return structure()
                .key("manual", flag().form(Form.WRITTEN_FLAG))
                .key("schedule", list(schedule()))
                .requiredOne("manual", "schedule");
    }

    private static Key schedule() {
        return Key.of(Shape.TEXT, Shape.MAPPING)
                .key("cron", text())
                .key("timezone", text())
                .key("concurrency", text().words("forbid", "queue"))
                .key("missed_fires", text().words("one", "skip"))
                .required("cron")
                .shortSyntax(ShortSyntax.SCHEDULE)
                .form(Form.STRUCTURE);
    }
}
