package dev.quayside.compose;

import java.util.List;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML that anybody may have written.
 *
 * <p>The text is measured before the parser sees it, the parser is asked for events only (it keeps its own stack for them), and
 * the trees are built here within limits. Whatever the parser throws becomes one finding with file, line and column.
 */
final class YamlGuard {
    /** The longest file, in bytes. */
    static final int MAXIMUM_BYTES = 4 * 1024 * 1024;
    /** How deep lists and mappings may be nested. */
    static final int MAXIMUM_DEPTH = 256;
    /** How deep all values may be nested together: for each, the parser looks at all that are open around it. */
    static final int MAXIMUM_DEPTHS = 4_000_000;
    /** How many nodes a document may have, those included that its aliases repeat. */
    static final int MAXIMUM_NODES = 100_000;
    /** How many services an app may have, many times what an engine can run. */
    static final int MAXIMUM_SERVICES = 5_000;
    /** How many documents a file may have; each is merged with those before it. */
    static final int MAXIMUM_DOCUMENTS = 1_000;
    /** How much text the aliases of a document may repeat, in characters. */
    static final int MAXIMUM_TEXT = 16 * 1024 * 1024;

    /** How many characters are read at most when a file is read again because of its tabs. */
    private static final long MAXIMUM_EFFORT = 8L * MAXIMUM_BYTES;

    static final String SECTION = "compose-file";

    private final Findings findings;

    YamlGuard(Findings findings) {
        this.findings = findings;
    }

    /** The documents of a file; none if it is empty or cannot be read, and then a finding says why. */
    List<YamlDocument> read(ComposeFile file) {
        String text = file.text().startsWith("\uFEFF") ? file.text().substring(1) : file.text();
        if (!withinLimits(file.path(), text)) {
            return List.of();
        }
        Attempt attempt = parse(file.path(), text);
        for (long effort = text.length(); attempt.tab() >= 0; effort += text.length()) {
            if (effort > MAXIMUM_EFFORT) {
                report(Texts.position(file.path(), text, attempt.tab()), "the file separates too many values by tabs");
                return List.of();
            }
            text = Tabs.replace(text, attempt.tab());
            attempt = parse(file.path(), text);
        }
        return attempt.documents();
    }

    /**
     * What came of parsing once.
     *
     * @param tab where the parser stumbled over a tab between two values, which a space may replace; -1 if it did not
     */
    private record Attempt(List<YamlDocument> documents, int tab) {}

    private Attempt parse(String file, String text) {
        var settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(MAXIMUM_BYTES)
                .setParseComments(false)
                // The reader copies what it holds at each refill: with its small default a long line costs seconds.
                .setBufferSize(Math.max(1024, text.length()))
                .build();
        var composer = new YamlComposer(file, findings);
        try {
            return new Attempt(composer.compose(new ParserImpl(settings, new StreamReader(settings, text))), -1);
        } catch (MarkedYamlEngineException e) {
            int tab = Tabs.separating(text, e);
            if (tab >= 0) {
                return new Attempt(List.of(), tab);
            }
            YamlFault fault = YamlFault.of(file, e, composer.position());
            findings.error(fault.position(), fault.message(), fault.remedy(), SECTION);
        } catch (ReaderException e) {
            report(Texts.position(file, text, e.getPosition()), "this character is not allowed in YAML");
        } catch (RuntimeException | StackOverflowError e) {
            // The parser fails in untyped ways too, such as a NumberFormatException for "\x" at the end of a text.
            report(composer.position(), "this is not YAML");
        }
        return new Attempt(List.of(), -1);
    }

    private boolean withinLimits(String file, String text) {
        long bytes = 0;
        for (int i = 0; i < text.length(); i++) {
            char at = text.charAt(i);
            bytes += at < 0x80 ? 1 : at < 0x800 ? 2 : Character.isSurrogate(at) ? 2 : 3;
            if (at == 0) {
                report(Texts.position(file, text, i), "the file holds a NUL character");
                return false;
            }
        }
        if (bytes > MAXIMUM_BYTES) {
            report(Position.startOf(file), "the file has " + bytes + " bytes, more than " + MAXIMUM_BYTES);
            return false;
        }
        return true;
    }

    private void report(Position position, String message) {
        findings.error(position, message, "correct the YAML here", SECTION);
    }

    static Position at(String file, Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
