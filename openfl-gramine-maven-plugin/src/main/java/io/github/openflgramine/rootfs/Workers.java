package io.github.openflgramine.rootfs;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs independent pieces of work on several threads while more pieces are being found. The longest runs first, so that
 * no thread is left alone at the end. The first failure, in the order of the pieces, ends the run.
 */
public final class Workers {

    /** A piece of work. */
    public interface Piece {
        void run() throws IOException;
    }

    private final int threads;

    public Workers(int threads) {
        this.threads = threads;
    }

    /** Starts a run. The caller always closes it; pieces that have not started by then never run. */
    public Run begin() {
        return new Run();
    }

    /** A run of pieces. The thread that started it does a share of the work. */
    public final class Run implements AutoCloseable {

        private final List<Future<?>> pieces = new ArrayList<>();
        private final BlockingQueue<Runnable> waiting = new PriorityBlockingQueue<>();
        private final int others = Math.max(1, threads - 1);
        private final ThreadPoolExecutor executor =
                new ThreadPoolExecutor(others, others, 0, TimeUnit.SECONDS, waiting);

        /**
         * Adds a piece, which runs on one thread.
         *
         * @param bytes the number of bytes to read, as an estimate of its duration
         */
        public void add(long bytes, Piece piece) throws IOException {
            if (threads == 1) {
                piece.run();
            } else {
                Task task = new Task(bytes, pieces.size(), piece);
                pieces.add(task);
                waiting.add(task);
                if (pieces.size() > 1) {
                    executor.prestartCoreThread();
                }
            }
        }

        /** Waits until all pieces have finished. */
        public void await() throws IOException {
            for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
                next.run();
            }
            try {
                for (Future<?> piece : pieces) {
                    piece.get();
                }
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GraminizeException("Reading the image was interrupted.", "Start the build again.", e);
            }
        }

        @Override
        public void close() {
            executor.shutdownNow();
        }
    }

    private static final class Task extends FutureTask<Piece> implements Comparable<Task> {

        private final long bytes;
        private final int number;

        Task(long bytes, int number, Piece piece) {
            super(() -> {
                piece.run();
                return piece;
            });
            this.bytes = bytes;
            this.number = number;
        }

        @Override
        public int compareTo(Task other) {
            return bytes == other.bytes ? Integer.compare(number, other.number) : Long.compare(other.bytes, bytes);
        }
    }

    private static IOException rethrown(@Nullable Throwable cause) {
        if (cause instanceof IOException e) {
            return e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }
}
