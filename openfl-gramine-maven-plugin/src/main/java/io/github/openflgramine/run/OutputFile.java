package io.github.openflgramine.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** Writes an actor's output to a file, line by line, so that it can be read while the actor runs. */
public final class OutputFile implements Consumer<String>, AutoCloseable {

    private final Path file;
    private final BufferedWriter out;

    private OutputFile(Path file, BufferedWriter out) {
        this.file = file;
        this.out = out;
    }

    /** Opens the file and appends to existing output. */
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
