package io.github.openflgramine.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** All that an actor says, line by line in a file that can be read while it grows. */
public final class OutputFile implements Consumer<String>, AutoCloseable {

    private final Path file;
    private final BufferedWriter out;

    private OutputFile(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /** Goes on where an earlier one of this name ended. */
    public static OutputFile open(Path file) throws IOException {
        return new OutputFile(
                file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    Path file() {
        return file;
    }

    @Override
    public synchronized void accept(String line) {
        try {
            out.write(line);
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
