package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.product.ArchiveNote;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The final image's archive. fabric8 writes it under another name; only a complete archive gets the final one, together
 * with a note of its digest.
 *
 * @param file the archive's final path
 * @param saved the path to which fabric8 saves, in the same file system
 */
public record SavedArchive(Path file, Path saved) {

    /**
     * Removes what a killed build has left, and an archive that is not the noted one. Returns whether the archive of
     * this image is there already, complete.
     */
    public boolean isComplete(ImageId image, BuildLog log) throws IOException {
        Files.deleteIfExists(saved);
        Optional<ArchiveNote> note = ArchiveNote.find(file);
        if (Files.notExists(file) || note.isEmpty()) {
            return false;
        }
        if (!note.get().fits(file)) {
            log.warning(
                    file + " was cut off or changed: it does not have the SHA-256 in "
                            + ArchiveNote.file(file).getFileName() + ".",
                    "It is removed; mvn install writes it again.");
            remove();
            return false;
        }
        return note.get().image().equals(image);
    }

    /**
     * Gives the archive that fabric8 has saved its name, and notes its digest.
     *
     * @throws GraminizeException if fabric8 has not written it
     */
    public void publish(ImageId image, BuildLog log) throws IOException {
        if (Files.notExists(saved)) {
            throw new GraminizeException(
                    "fabric8's docker:save did not write " + saved + ".",
                    "Remove the properties that redirect it (docker.save.file, docker.file, file); the archive is always "
                            + file + ". Without an archive: -Dgramine.save=false");
        }
        Sha256 digest = Sha256.digest(saved);
        // The note of an older archive must not be next to this one, at whatever moment the build is killed.
        Files.deleteIfExists(ArchiveNote.file(file));
        AtomicFiles.publish(saved, file);
        new ArchiveNote(image, digest).write(file);
        new GraminizeLog(log).archived(file, digest);
    }

    private void remove() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(ArchiveNote.file(file));
    }
}
