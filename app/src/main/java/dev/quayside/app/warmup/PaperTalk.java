package dev.quayside.app.warmup;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A server's side of HTTP, as far as a rehearsal needs it. */
final class PaperTalk {
    private static final String LENGTH = "content-length:";

    private PaperTalk() {}

    /**
     * Answers what a client asks, until it hangs up.
     *
     * @param answers the text for a path; an empty one is what is not there
     */
    static void hold(InputStream from, OutputStream to, UnaryOperator<String> answers) throws IOException {
        var in = new BufferedInputStream(from);
        for (String request = line(in); !request.isEmpty(); request = line(in)) {
            int length = 0;
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                if (header.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                    length = Integer.parseInt(header.substring(LENGTH.length()).strip());
                }
            }
            in.skipNBytes(length);
            answer(request.replaceAll("^\\S+ ([^ ?]*).*$", "$1"), to, answers);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static void answer(String path, OutputStream to, UnaryOperator<String> answers) throws IOException {
        String body = answers.apply(path);
        String status = body.isEmpty() ? "404 Not Found" : "200 OK";
        String text = body.isEmpty()
                ? "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"NotFound\",\"message\":\"not written\",\"code\":404}"
                : body;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 " + status + "\r\nApi-Version: 1.51\r\nOstype: linux\r\nContent-Type: application/json\r\n"
                        + "Content-Length: " + bytes.length + "\r\n\r\n";
        to.write(head.getBytes(StandardCharsets.US_ASCII));
        to.write(bytes);
        to.flush();
    }
}
