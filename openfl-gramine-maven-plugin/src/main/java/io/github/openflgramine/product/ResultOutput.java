package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Standard output, with the one result of a command. In JSON it is one document, also if the command fails before it has a result;
 * the document then has an {@code error}. Every document ends with the command's {@code warnings}.
 */
public final class ResultOutput {

    private final ResultFormat format;
    private final PrintStream out;
    private final UnaryOperator<String> words;
    private final List<String> warnings = new ArrayList<>();
    private boolean printed;

    public ResultOutput(ResultFormat format, PrintStream out) {
        this(format, out, UnaryOperator.identity());
    }

    /** @param words puts a text into the words of its reader; JSON documents are the same for all */
    public ResultOutput(ResultFormat format, PrintStream out, UnaryOperator<String> words) {
        this.format = format;
        this.out = out;
        this.words = words;
    }

    /** Adds a line of the log that JSON documents have too. */
    public void warning(String line) {
        warnings.add(line);
    }

    /** Prints a result. */
    public void print(Map<String, Object> result) throws IOException {
        if (format == ResultFormat.JSON) {
            printJson(result);
        } else {
            out.print(words.apply(format.write(result)));
            flush();
        }
    }

    /** Prints a result that people read in the log: only in JSON. */
    public void printJson(Map<String, Object> result) throws IOException {
        if (format == ResultFormat.JSON) {
            Map<String, Object> document = new LinkedHashMap<>(result);
            document.put("warnings", warnings);
            // RFC 8259: JSON is in UTF-8, whatever the terminal has.
            out.writeBytes(format.write(document).getBytes(StandardCharsets.UTF_8));
            flush();
        }
    }

    /** Prints the reason for the absence of a result, in JSON. The log shows it in any case. */
    public void printFailure(GraminizeException failure) {
        if (!printed) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("problem", failure.problem());
            error.put("remedy", failure.remedy());
            try {
                printJson(Map.of("error", error));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void flush() {
        out.flush();
        printed = true;
    }
}
