package io.github.openflgramine.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A file's stream whose failures name the file. The kernel's own message for a full disk does not. */
public final class PlacedOutput extends FilterOutputStream {

    private final Path file;

    /** @param file the name in messages; for a temporary file, the name that it will have */
    public PlacedOutput(OutputStream out, Path file) {
        super(out);
        this.file = file;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            throw FileTrouble.at(file, e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } catch (IOException e) {
            throw FileTrouble.at(file, e);
        }
    }
}
