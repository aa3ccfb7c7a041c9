package io.github.openflgramine.image;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs independent pieces of reading on a number of threads; the first failure, in the pieces' order, ends it. */
final class Workers {

    /** A piece of work. */
    interface Piece {
        void run() throws IOException;
    }

    private final int threads;

    Workers(int threads) {
        this.threads = threads;
    }

    void run(List<Piece> pieces) throws IOException {
        if (threads == 1 || pieces.size() < 2) {
            for (Piece piece : pieces) {
                piece.run();
            }
            return;
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.min(threads, pieces.size()));
        try {
            List<? extends Future<?>> running = pieces.stream()
                    .map(piece -> executor.submit(() -> {
                        piece.run();
                        return piece;
                    }))
                    .toList();
            for (Future<?> future : running) {
                future.get();
            }
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GraminizeException("Reading the image was interrupted.", "Start the build again.", e);
        } finally {
            executor.shutdownNow();
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
