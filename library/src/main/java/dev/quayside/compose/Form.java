package dev.quayside.compose;

/** How a value is written in the canonical tree. */
enum Form {
    /** As it is; an empty one is left out. */
    PLAIN,
    /** A text that is written even when it is empty. */
    WRITTEN_TEXT,
    /** A mapping that is written even when it is empty. */
    STRUCTURE,
    /** A mapping without a value is written too. */
    NULLABLE_STRUCTURE,
    /** A boolean that is left out when it is false. */
    FLAG,
    /** A boolean that is written whenever the file has it. */
    WRITTEN_FLAG,
    /** A boolean that is left out when it is true. */
    FLAG_UNLESS_FALSE,
    /** An integer that is left out when it is zero. */
    INTEGER,
    /** An integer that is written whenever the file has it. */
    WRITTEN_INTEGER,
    /** A number of times: an integer that is not negative, written whenever the file has it. */
    COUNT,
    /** An integer that is left out when it is zero, and text only where a later file takes it back. */
    WEIGHT,
    /** A number of single precision that is left out when it is zero. */
    DECIMAL,
    /** A size in bytes that is left out when it is zero. */
    BYTES,
    /** A size in bytes that is written whenever the file has it. */
    WRITTEN_BYTES,
    /** A length of time. */
    DURATION,
    /** A length of time that is left out when it is zero. */
    POSITIVE_DURATION,
    /** A command line, as a list of words. */
    COMMAND,
    /** A health check's test, as a list. */
    HEALTH_TEST,
    /** Pairs as a mapping; a key without a value stays null. */
    ENVIRONMENT,
    /** Pairs as a mapping; a key without a value is empty text. */
    LABELS,
    /** Options as a mapping of texts. */
    OPTIONS,
    /** Host names and addresses, as a sorted list of {@code host=address}. */
    HOSTS,
    /** A list of texts; a single text is a list of one. */
    TEXTS,
    /** The same without empty texts. */
    FILLED_TEXTS,
    /** Keys of SSH and where they are, as a list of {@code id=path}. */
    SSH,
    /** A number of devices; {@code all} is written as -1. */
    DEVICE_COUNT,
    /** Permissions in octal notation, as text. */
    FILE_MODE,
    /** A number for both limits, or a soft and a hard one. */
    ULIMIT
}
