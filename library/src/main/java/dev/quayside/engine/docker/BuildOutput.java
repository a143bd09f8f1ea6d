package dev.quayside.engine.docker;

import dev.quayside.engine.Progress;
import dev.quayside.engine.ProgressListener;
import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;
import dev.quayside.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the classic builder says while it builds: lines for whoever watches, and, if it fails, the instruction that failed with
 * the end of what it printed. Not thread-safe.
 */
final class BuildOutput {
    private static final Pattern STEP = Pattern.compile("Step (\\d+)/\\d+ : .*");
    private static final Pattern EXIT_STATUS = Pattern.compile("returned a non-zero code: (\\d+)");
    private static final Pattern SYNTAX = Pattern.compile("(?is)dockerfile parse error (?:on )?line (\\d+): (.*)");
    private static final Set<String> WITH_IMAGE = Set.of("FROM", "COPY");
    private static final int LINES_KEPT = 20;
    private static final int LONGEST_LINE = 64 << 10;

    private final DockerfileCheck dockerfile;
    private final ProgressListener progress;
    private final StringBuilder line = new StringBuilder();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private int step;
    private Optional<String> imageId = Optional.empty();

    BuildOutput(DockerfileCheck dockerfile, ProgressListener progress) {
        this.dockerfile = dockerfile;
        this.progress = progress;
    }

    /** The id of the image, once the builder has said it. */
    Optional<String> imageId() {
        return imageId;
    }

    /** Takes one message of the builder; one that says that the build failed becomes an exception. */
    void add(Json message) {
        var error = message.at("errorDetail").text("message");
        var problem = error.isEmpty() ? message.text("error") : error;
        if (!problem.isEmpty()) {
            finish();
            throw failure(problem);
        }
        var id = message.at("aux").text("ID");
        if (!id.isEmpty()) {
            imageId = Optional.of(id);
        } else if (message.at("stream").isPresent()) {
            text(message.text("stream"));
        } else {
            progress.on(DockerImages.progress(message));
        }
    }

    /** Hands out a last line that has no end. */
    void finish() {
        if (!line.isEmpty()) {
            lineIsComplete();
        }
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || line.length() >= LONGEST_LINE) {
                lineIsComplete();
            }
            if (c != '\n') {
                line.append(c);
            }
        }
    }

    private void lineIsComplete() {
        var complete = line.toString().stripTrailing();
        line.setLength(0);
        if (complete.isEmpty()) {
            return;
        }
        var start = STEP.matcher(complete);
        if (start.matches()) {
            step = Integer.parseInt(start.group(1));
            lastLines.clear();
        } else {
            lastLines.addLast(complete);
            if (lastLines.size() > LINES_KEPT) {
                lastLines.removeFirst();
            }
        }
        progress.on(Progress.line(step == 0 ? "" : "step " + step, complete));
    }

    private QuaysideException failure(String problem) {
        var instruction = dockerfile.instruction(step);
        var status = EXIT_STATUS.matcher(problem);
        if (status.find()) {
            var what = instruction.map(DockerfileCheck.Place::toString).orElse("The build")
                    + ": the command exited with status " + status.group(1) + lastOutput();
            return new QuaysideException(ErrorCode.BUILD_FAILED, what, "correct the command, or what it works on");
        }
        var known = ApiFailure.inStream("POST /build", problem, ErrorCode.BUILD_FAILED);
        boolean mayPull =
                instruction.map(place -> WITH_IMAGE.contains(place.keyword())).orElse(true);
        boolean believed = mayPull || known.code() == ErrorCode.DISK_FULL;
        return located(new QuaysideException(
                believed ? known.code() : ErrorCode.BUILD_FAILED,
                instruction.map(place -> place + ": ").orElse("") + problem.strip(),
                believed && known.code() != ErrorCode.BUILD_FAILED
                        ? known.remedy()
                        : "correct this instruction, or what it works on"));
    }

    private String lastOutput() {
        return lastLines.isEmpty()
                ? ", and printed nothing"
                : "; its last output:\n  " + String.join("\n  ", lastLines) + "\n";
    }

    /** The same failure with file and line, if it is about a line of the Dockerfile. */
    QuaysideException located(QuaysideException failure) {
        var syntax = SYNTAX.matcher(failure.problem());
        if (!syntax.find()) {
            return failure;
        }
        return new QuaysideException(
                ErrorCode.INVALID_FILE,
                dockerfile.label() + ":" + syntax.group(1) + ": "
                        + syntax.group(2).strip(),
                "correct that line",
                failure);
    }
}
