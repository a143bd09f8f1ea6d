package dev.quayside.engine.http;

import java.io.OutputStream;

/**
 * A connection that has left HTTP and carries bytes both ways.
 *
 * <p>One thread may read while another writes; any thread may close.
 */
public final class Duplex implements AutoCloseable {
    private final ByteStream input;
    private final OutputStream output;
    private final Runnable closingOutput;
    private final Runnable closing;

    Duplex(ByteStream input, OutputStream output, Runnable closingOutput, Runnable closing) {
        this.input = input;
        this.output = output;
        this.closingOutput = closingOutput;
        this.closing = closing;
    }

    /** What the peer sends. */
    public ByteStream input() {
        return input;
    }

    /** What the peer gets; it is not buffered. */
    public OutputStream output() {
        return output;
    }

    /** Tells the peer that nothing more will come; reading goes on. */
    public void closeOutput() {
        closingOutput.run();
    }

    @Override
    public void close() {
        closing.run();
    }
}
