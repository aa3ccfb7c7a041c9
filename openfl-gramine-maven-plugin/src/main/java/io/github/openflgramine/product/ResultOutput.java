package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Standard output, with the one result of a command. In JSON it is one document, also if the command fails before it has a result;
 * the document then has an {@code error}. Every document ends with the command's {@code warnings}.
 */
public final class ResultOutput {

    private final ResultFormat format;
    private final PrintStream out;
    private final List<String> warnings = new ArrayList<>();
    private boolean printed;

    public ResultOutput(ResultFormat format, PrintStream out) {
        this.format = format;
        this.out = out;
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
            print(format.write(result));
        }
    }

    /** Prints a result that people read in the log: only in JSON. */
    public void printJson(Map<String, Object> result) throws IOException {
        if (format == ResultFormat.JSON) {
            Map<String, Object> document = new LinkedHashMap<>(result);
            document.put("warnings", warnings);
            print(format.write(document));
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

    private void print(String text) {
        out.print(text);
        out.flush();
        printed = true;
    }
}
