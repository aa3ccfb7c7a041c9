package io.github.openflgramine.engine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Joins pieces of UTF-8 text, which may be cut anywhere, into lines. A carriage return before the line feed is
 * dropped.
 */
final class LineSplitter {

    private final Consumer<String> lines;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    LineSplitter(Consumer<String> lines) {
        this.lines = lines;
    }

    void accept(byte[] piece) {
        for (byte b : piece) {
            if (b == '\n') {
                emit();
            } else {
                pending.write(b);
            }
        }
    }

    void end() {
        if (pending.size() > 0) {
            emit();
        }
    }

    private void emit() {
        String line = pending.toString(StandardCharsets.UTF_8);
        pending.reset();
        lines.accept(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
}
