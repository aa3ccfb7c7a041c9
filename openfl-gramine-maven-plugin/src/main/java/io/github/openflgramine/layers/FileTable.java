package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.SmallFile;
import io.github.openflgramine.tar.TarEntry;
import io.github.openflgramine.tar.TarStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The files of an image with their digests but without contents. They are known from an earlier build, read from the
 * list that the image's own build wrote, or found by reading the whole image.
 */
public final class FileTable {

    /** Copies a file or directory out of a container, as a tar whose entries start with its last name. */
    @FunctionalInterface
    public interface Copies extends Closeable {

        /** Returns the tar of this path. The caller closes the stream. */
        InputStream of(ImagePath path);

        /** Ends copying. */
        @Override
        default void close() {}
    }

    private final String where;
    private final List<LayerEntry> entries;
    private final boolean hashed;

    private FileTable(String where, List<LayerEntry> entries, boolean hashed) {
        this.where = where;
        this.entries = entries;
        this.hashed = hashed;
    }

    /**
     * Returns the table of an image with the same layers as an earlier one; empty if there is none.
     *
     * @param diffIds the layers' digests as the engine writes them, lowest first
     * @param hashed whether the table must be {@link #read}; otherwise it may be {@link #listed}
     * @param where the image's name in messages
     */
    public static Optional<FileTable> known(ImageCache cache, List<Sha256> diffIds, boolean hashed, String where) {
        Optional<FileTable> read = cache.table(diffIds, true).map(entries -> new FileTable(where, entries, true));
        return hashed || read.isPresent()
                ? read
                : cache.table(diffIds, false).map(entries -> new FileTable(where, entries, false));
    }

    /**
     * Reads the image's own list.
     *
     * @throws GraminizeException if it has no list, or a damaged one
     */
    public static FileTable listed(Copies copies, String where) {
        String list = FileList.PLACE + " in " + where;
        byte[] content = content(copies, FileList.PLACE, where)
                .orElseThrow(() -> new GraminizeException(list + " is not a file.", "Build the image again."));
        return new FileTable(where, FileList.parse(content, list), false);
    }

    /** Reads the whole image and hashes its files. */
    public static FileTable read(Copies copies, String where) {
        String copy = copyName(ImagePath.ROOT, where);
        try (InputStream tar = copies.of(ImagePath.ROOT)) {
            return new FileTable(where, new LayerReader(TarUse.ROOT, new EntryLimit()).read(tar, copy), true);
        } catch (IOException e) {
            throw ImageReader.unreadable(copy, e);
        }
    }

    /**
     * Compares the image's own list with the files that were read.
     *
     * @throws GraminizeException if a file, link or directory differs, or is in one of them only
     */
    public void requireSame(FileTable read) {
        if (read != this) {
            new ListComparison(where, entries, read.entries).require();
        }
    }

    /** Stores the table for {@link #known}. */
    public void store(ImageCache cache, List<Sha256> diffIds) {
        cache.store(diffIds, hashed, entries);
    }

    /**
     * Returns the image's root file system, without {@link HiddenFiles hidden} files. Contents that are not in the
     * cache are copied on demand. Closing the image closes {@code copies}.
     */
    public Image image(Copies copies, ImageCache cache) {
        LayerMerge merge = new LayerMerge();
        merge.apply(entries, where);
        merge.hide(HiddenFiles.LAYER);
        return Image.of(merge.filesystem(file -> content(file, copies, cache)), copies);
    }

    private byte[] content(ImageNode file, Copies copies, ImageCache cache) {
        SmallFile.require(file.path(), file.size(), where);
        Sha256 digest = file.sha256().orElseThrow();
        return cache.content(digest).orElseGet(() -> {
            Optional<byte[]> content = content(copies, file.path(), where);
            Optional<Sha256> found = content.map(Sha256::digest);
            if (!found.equals(file.sha256())) {
                throw new GraminizeException(
                        "%s has a %s that differs from its list of files. SHA-256:\n    list %s\n    file %s\n"
                                .formatted(
                                        where,
                                        file.path().printable(),
                                        digest,
                                        found.map(Sha256::hex).orElse("no file")),
                        "Build the image without the engine's cache: -Dgramine.rebuild=true");
            }
            cache.store(digest, content.orElseThrow());
            return content.orElseThrow();
        });
    }

    /**
     * Returns the content of the regular file at exactly this path, the only one in its copy; empty if another kind of
     * entry is there.
     */
    private static Optional<byte[]> content(Copies copies, ImagePath path, String where) {
        String copy = copyName(path, where);
        try (InputStream in = copies.of(path)) {
            TarStream tar = new TarStream(in, copy, true);
            for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
                if (entry.type() == TarEntry.Type.FILE) {
                    SmallFile.require(path, entry.size(), where);
                    byte[] content = tar.content().readAllBytes();
                    in.transferTo(OutputStream.nullOutputStream());
                    return Optional.of(content);
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw ImageReader.unreadable(copy, e);
        }
    }

    private static String copyName(ImagePath path, String where) {
        return path.printable() + " of " + where;
    }
}
