package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Failures of this machine's file system in words: what, where, and the next step. */
public final class FileTrouble {

    private static final long MEGABYTE = 1_000_000;

    /** The kernel's messages (errno(3)) that the JDK passes on without a file, from writing to an open file. */
    private static final Set<String> UNPLACED =
            Set.of("No space left on device", "Disk quota exceeded", "Read-only file system", "Input/output error");

    private FileTrouble() {}

    /**
     * Adds the place to the failure of a write. A full disk is reported without any file, and for a temporary file its
     * own name is reported.
     */
    static IOException at(Path file, IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return with(new AccessDeniedException(file.toString()), failure);
        }
        if (failure instanceof FileAlreadyExistsException) {
            return failure;
        }
        String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return with(new FileSystemException(file.toString(), null, reason), failure);
    }

    private static IOException with(IOException failure, IOException cause) {
        failure.initCause(cause);
        return failure;
    }

    /** Returns whether this is a failure of the file system, not of a protocol or a format. */
    public static boolean isOne(IOException failure) {
        return failure instanceof FileSystemException || UNPLACED.contains(String.valueOf(failure.getMessage()));
    }

    /** Returns whether the disk is full, or the user's share of it. */
    public static boolean isFull(IOException failure) {
        String lower = reason(failure).toLowerCase(Locale.ROOT);
        return lower.contains("no space left") || lower.contains("quota exceeded");
    }

    /** Returns the message for a user. */
    public static GraminizeException of(IOException failure) {
        String file = failure instanceof FileSystemException e && e.getFile() != null ? e.getFile() : "a file";
        String reason = reason(failure);
        if (isFull(failure)) {
            return new GraminizeException(
                    "Cannot write " + file + ": " + reason + room(file) + ".",
                    "Free space there, then run the goal again. The file's former content, if any, is unchanged.",
                    failure);
        }
        if (reason.toLowerCase(Locale.ROOT).contains("read-only file system")) {
            return new GraminizeException(
                    "Cannot write " + file + ": its file system is read-only.",
                    "Mount it writable, or use a copy of the project in a writable directory.",
                    failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new GraminizeException(
                    "No permission for " + file + " as user " + System.getProperty("user.name") + ".",
                    "Change its owner or mode (ls -ld " + file + "), or give another path.",
                    failure);
        }
        if (failure instanceof NoSuchFileException) {
            return new GraminizeException(
                    file + " does not exist.", "Correct the path, or run the goal that writes the file.", failure);
        }
        if (failure instanceof FileAlreadyExistsException || reason.equals("Not a directory")) {
            return new GraminizeException(
                    blocking(Path.of(file)) + " exists but is not a directory.",
                    "Move it away; a directory is needed there.",
                    failure);
        }
        return new GraminizeException(
                "Cannot read or write " + file + ": " + reason + ".", "Check the file and its disk.", failure);
    }

    /** Returns the file that is in the place of a directory. */
    private static Path blocking(Path file) {
        Path at = file.toAbsolutePath();
        while (at.getParent() != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return Files.isDirectory(at) ? file : at;
    }

    private static String reason(IOException failure) {
        String reason = failure instanceof FileSystemException e ? e.getReason() : failure.getMessage();
        return Optional.ofNullable(reason).orElse(failure.getClass().getSimpleName());
    }

    /** Returns how much space is left; empty if that cannot be found out. */
    private static String room(String file) {
        try {
            Path directory = Path.of(file).toAbsolutePath();
            while (directory.getParent() != null && !Files.isDirectory(directory)) {
                directory = directory.getParent();
            }
            return " (" + Files.getFileStore(directory).getUsableSpace() / MEGABYTE + " MB free)";
        } catch (IOException e) {
            return "";
        }
    }
}
