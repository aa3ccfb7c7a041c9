package io.github.openflgramine.rootfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Divides files into pieces of work while they are being found: small files together, a large file by itself. */
public final class FileBatches<F> {

    /** The size in bytes of a piece that is worth a thread's work. */
    private static final long PIECE = 8L << 20;

    /** The cost of opening a file, as the number of bytes that could be hashed in that time. */
    private static final long OPENING = 8 << 10;

    /** Processes a batch on one thread. */
    public interface Work<F> {
        void run(List<F> files) throws IOException;
    }

    private final Workers.Run run;
    private final Work<F> work;
    private List<F> batch = new ArrayList<>();
    private long bytes;

    public FileBatches(Workers.Run run, Work<F> work) {
        this.run = run;
        this.work = work;
    }

    public void add(F file, long size) throws IOException {
        if (size > PIECE) {
            run.add(size, () -> work.run(List.of(file)));
            return;
        }
        batch.add(file);
        bytes += size + OPENING;
        if (bytes > PIECE) {
            end();
        }
    }

    /** Ends the last batch. Call it when all files are found. */
    public void end() throws IOException {
        List<F> files = batch;
        if (!files.isEmpty()) {
            run.add(bytes, () -> work.run(files));
        }
        batch = new ArrayList<>();
        bytes = 0;
    }
}
