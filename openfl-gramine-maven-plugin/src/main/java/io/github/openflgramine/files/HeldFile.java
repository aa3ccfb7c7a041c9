package io.github.openflgramine.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that at most one process holds (fcntl(2), "Advisory record locking"). The kernel releases it when the process
 * ends, however it ends.
 */
public final class HeldFile implements Closeable {

    /**
     * The files that this process holds. The kernel releases a process's lock when the process closes any of its
     * descriptors of the file, so a held file must not be opened a second time.
     */
    private static final Set<Path> HELD = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private HeldFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Creates the file if it is missing, and holds it. Returns empty if it is held already, also by this process. */
    public static Optional<HeldFile> take(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        return take(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** What is done while a file is held. */
    @FunctionalInterface
    public interface Change {

        void make() throws IOException;
    }

    /**
     * Waits until nobody holds the file, makes the change while holding it, and releases it. For files that several goals
     * extend: the held file is an empty one of its own, because a changed file is another file than before.
     *
     * @param file created if it is missing
     */
    public static void during(Path file, Change change) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        Files.createDirectories(path.getParent());
        awaitInThisProcess(path);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            change.make();
        } finally {
            release(path);
        }
    }

    private static void awaitInThisProcess(Path path) throws IOException {
        synchronized (HELD) {
            while (!HELD.add(path)) {
                try {
                    HELD.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while waiting for " + path);
                }
            }
        }
    }

    private static void release(Path path) {
        synchronized (HELD) {
            HELD.remove(path);
            HELD.notifyAll();
        }
    }

    /** Returns whether the file exists and a process holds it. */
    public static boolean isHeld(Path file) throws IOException {
        try {
            Optional<HeldFile> free = take(file, StandardOpenOption.WRITE);
            if (free.isPresent()) {
                free.get().close();
            }
            return free.isEmpty();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static Optional<HeldFile> take(Path file, OpenOption... options) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        synchronized (HELD) {
            if (HELD.contains(path)) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(path, options);
            if (lock(channel) == null) {
                channel.close();
                return Optional.empty();
            }
            HELD.add(path);
            return Optional.of(new HeldFile(path, channel));
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        boolean done = false;
        try {
            FileLock lock = channel.tryLock();
            done = true;
            return lock;
        } finally {
            if (!done) {
                channel.close();
            }
        }
    }

    /** Releases the file, which remains. Does nothing if it is released. */
    @Override
    public void close() throws IOException {
        synchronized (HELD) {
            if (channel.isOpen()) {
                channel.close();
                release(file);
            }
        }
    }
}
