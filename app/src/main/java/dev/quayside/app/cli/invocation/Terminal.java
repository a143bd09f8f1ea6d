package dev.quayside.app.cli.invocation;

/** The terminal that a command may be attached to. */
public interface Terminal {
    /** One of the three standard streams. */
    enum Stream {
        INPUT(0),
        OUTPUT(1),
        ERROR(2);

        private final int descriptor;

        Stream(int descriptor) {
            this.descriptor = descriptor;
        }

        /** The number by which the system knows it. */
        int descriptor() {
            return descriptor;
        }
    }

    /** How many characters fit. */
    record Size(int columns, int rows) {
        /** What is assumed where nobody knows. */
        public static final Size DEFAULT = new Size(80, 24);
    }

    /** Whether the stream is connected to a terminal. */
    boolean has(Stream stream);

    /** Its size now. */
    Size size();

    /** Passes every key on as it is typed, without showing it, until the returned mode is closed. */
    Mode raw();

    /** A way of working that ends when it is closed. */
    interface Mode extends AutoCloseable {
        @Override
        void close();
    }

    /** No stream is connected to a terminal. */
    static Terminal none() {
        return new Terminal() {
            @Override
            public boolean has(Stream stream) {
                return false;
            }

            @Override
            public Size size() {
                return Size.DEFAULT;
            }

            @Override
            public Mode raw() {
                return () -> {};
            }
        };
    }
}
