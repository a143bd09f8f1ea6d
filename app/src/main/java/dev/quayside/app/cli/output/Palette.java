package dev.quayside.app.cli.output;

/** Colours text, or leaves it as it is. */
public enum Palette {
    /** Writes the terminal's colour sequences. */
    COLOURED,
    /** Writes plain text. */
    PLAIN;

    private static final int[] SERVICE_COLOURS = {36, 33, 32, 35, 34, 96, 93, 92, 95, 94};

    /** For failures. */
    public String red(String text) {
        return colour(31, text);
    }

    /** For success. */
    public String green(String text) {
        return colour(32, text);
    }

    /** For what waits or warns. */
    public String yellow(String text) {
        return colour(33, text);
    }

    /** For what matters less. */
    public String faint(String text) {
        return colour(2, text);
    }

    /** For headings. */
    public String bold(String text) {
        return colour(1, text);
    }

    /** The colour of the service with this place in the list of services. */
    public String service(int index, String text) {
        return colour(SERVICE_COLOURS[Math.floorMod(index, SERVICE_COLOURS.length)], text);
    }

    private String colour(int code, String text) {
        return this == PLAIN ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
