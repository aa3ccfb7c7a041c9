package io.github.openflgramine.product;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a build notes of an image's archive, next to it in {@code NAME.tar.gz.sha256}, when the archive is complete. The
 * form is that of sha256sum(1), which ignores the comment:
 *
 * <pre>
 *  # image sha256:HEX
 *  HEX  NAME.tar.gz
 * </pre>
 *
 * @param image the image's id in the engine that saved it
 * @param sha256 the digest of the archive's bytes
 */
public record ArchiveNote(ImageId image, Sha256 sha256) {

    private static final String SUFFIX = ".sha256";
    private static final Pattern IMAGE = Pattern.compile("# image (sha256:[0-9a-f]{64})");
    private static final Pattern SUM = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    /** Returns the path of an archive's note. */
    public static Path file(Path archive) {
        return archive.resolveSibling(archive.getFileName() + SUFFIX);
    }

    /** Reads an archive's note. Returns empty if there is none, or none in this form for a file of this name. */
    public static Optional<ArchiveNote> find(Path archive) throws IOException {
        Path file = file(archive);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Content.of(file).lines();
        if (lines.size() != 2) {
            return Optional.empty();
        }
        Matcher image = IMAGE.matcher(lines.get(0));
        Matcher sum = SUM.matcher(lines.get(1));
        return image.matches()
                        && sum.matches()
                        && sum.group(2).equals(archive.getFileName().toString())
                ? Optional.of(new ArchiveNote(ImageId.of(image.group(1)), Sha256.ofHex(sum.group(1))))
                : Optional.empty();
    }

    /** Returns whether an archive exists and its bytes have the noted digest. */
    public boolean fits(Path archive) throws IOException {
        return Files.isRegularFile(archive) && Sha256.digest(archive).equals(sha256);
    }

    /** Writes the note of an archive. */
    public void write(Path archive) throws IOException {
        AtomicFiles.write(file(archive), "# image " + image + "\n" + sha256 + "  " + archive.getFileName() + "\n");
    }
}
