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
 * Every file of an image with its digest but without its content: as it is known from an earlier build, from the list that
 * the image's own build has left in it, or by reading all of it.
 */
public final class FileTable {

    /** What an engine copies out of a container: a file or directory as a tar, whose entries begin with its last name. */
    @FunctionalInterface
    public interface Copies extends Closeable {

        /** The caller closes the stream. */
        InputStream of(ImagePath path);

        /** Nothing more is copied. */
        @Override
        default void close() {}
    }

    private final String where;
    private final List<LayerEntry> entries;

    private FileTable(String where, List<LayerEntry> entries) {
        this.where = where;
        this.entries = entries;
    }

    /**
     * Of an image whose layers were there before.
     *
     * @param diffIds as the engine names the layers' digests, lowest first
     * @param where the image's name in messages
     */
    public static Optional<FileTable> known(ImageCache cache, List<String> diffIds, String where) {
        return cache.table(diffIds).map(entries -> new FileTable(where, entries));
    }

    /**
     * By the image's own list.
     *
     * @throws GraminizeException when it has none, or a damaged one
     */
    public static FileTable listed(Copies copies, String where) {
        String list = FileList.PLACE + " in " + where;
        byte[] content = content(copies, FileList.PLACE, where)
                .orElseThrow(() -> new GraminizeException(list + " is not a file.", "Build the image again."));
        return new FileTable(where, FileList.parse(content, list));
    }

    /** By reading the whole image. */
    public static FileTable read(Copies copies, String where) {
        String copy = copyName(ImagePath.ROOT, where);
        try (InputStream tar = copies.of(ImagePath.ROOT)) {
            return new FileTable(where, new LayerReader(TarUse.ROOT, new EntryLimit()).read(tar, copy));
        } catch (IOException e) {
            throw ImageReader.unreadable(copy, e);
        }
    }

    /** Makes it {@link #known}. */
    public void store(ImageCache cache, List<String> diffIds) {
        cache.store(diffIds, entries);
    }

    /**
     * The image's root file system, without what is {@link HiddenFiles hidden}. Contents are copied when they are asked for, those
     * that the cache does not have; closing the image closes {@code copies}.
     */
    public Image image(Copies copies, ImageCache cache) {
        LayerMerge merge = new LayerMerge();
        merge.apply(entries, where);
        merge.apply(HiddenFiles.LAYER, where);
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

    /** The content of the regular file at this very path, the only one in its copy; empty where something else is there. */
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
