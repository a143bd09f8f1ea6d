package dev.quayside.compose;

import dev.quayside.error.ErrorCode;
import dev.quayside.error.QuaysideException;

/** Something wrong in a line of a file of variables. */
record EnvFault(Position position, String problem, String remedy) {
    /** Says so among other findings. */
    void report(Findings findings, String section) {
        findings.error(position, problem, remedy, section);
    }

    /** For those who read nothing but this file. */
    QuaysideException failure() {
        return new QuaysideException(ErrorCode.INVALID_FILE, position + ": " + problem, remedy);
    }
}
