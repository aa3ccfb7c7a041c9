package io.github.openflgramine.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one goal at a time change files that several goals extend, in this process and in others. The lock is on an
 * empty file of its own, because a changed file is another file than before. The empty file stays; the operating system
 * frees the lock when its process ends.
 */
public final class ExclusiveLock {

    /** A file's lock belongs to the whole process, so its threads need another one. */
    private static final Map<Path, Lock> OF_THREADS = new ConcurrentHashMap<>();

    private ExclusiveLock() {}

    /** What is done while the lock is held. */
    @FunctionalInterface
    public interface Change {

        void make() throws IOException;
    }

    /**
     * Waits for the lock, makes the change, and frees the lock.
     *
     * @param file the file to lock, created if it is missing
     */
    public static void during(Path file, Change change) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        Lock ofThreads = OF_THREADS.computeIfAbsent(absolute, each -> new ReentrantLock());
        ofThreads.lock();
        try (FileChannel channel = FileChannel.open(absolute, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            change.make();
        } finally {
            ofThreads.unlock();
        }
    }
}
