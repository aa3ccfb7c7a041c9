package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every file of an image with its digest but without its content: as it is known from an earlier build, from the list that
 * the image's own build has left in it, or by reading all of it.
 */
public final class FileTable {

    /** What an engine copies out of a container: a file or directory as a tar, whose entries begin with its last name. */
    @FunctionalInterface
    public interface Copies {

        /** The caller closes the stream. */
        InputStream of(ImagePath path);
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
        byte[] content = copied(copies, FileList.PLACE, where, true).kept().values().stream()
                .findFirst()
                .orElseThrow(() -> new GraminizeException(list + " is not a file.", "Build the image again."));
        return new FileTable(where, FileList.parse(content, list));
    }

    /** By reading the whole image. */
    public static FileTable read(Copies copies, String where) {
        return new FileTable(where, copied(copies, ImagePath.ROOT, where, false).entries());
    }

    /** Makes it {@link #known}. */
    public void store(ImageCache cache, List<String> diffIds) {
        cache.store(diffIds, entries);
    }

    /**
     * The image's root file system, without what is {@link HiddenFiles hidden}.
     *
     * @param wanted the files whose content will be asked for, each at most 64 MiB
     */
    public ImageFilesystem filesystem(Set<ImagePath> wanted, Copies copies, ImageCache cache) {
        LayerMerge merge = new LayerMerge();
        merge.apply(new Layer(entries, Map.of()), where);
        merge.apply(HiddenFiles.LAYER, where);
        ImageFilesystem files = merge.filesystem();
        Map<Sha256, byte[]> contents = new HashMap<>();
        for (ImagePath path : wanted) {
            Optional<ImageNode> file = files.resolve(path).filter(ImageNode::isFile);
            if (file.isPresent()) {
                Sha256 digest = file.get().sha256().orElseThrow();
                Optional<byte[]> known = cache.content(digest);
                byte[] content =
                        known.orElseGet(() -> content(copies, file.get().path(), digest));
                if (known.isEmpty()) {
                    cache.store(digest, content);
                }
                contents.put(digest, content);
            }
        }
        merge.apply(new Layer(List.of(), contents), where);
        return merge.filesystem();
    }

    private byte[] content(Copies copies, ImagePath file, Sha256 digest) {
        Map<Sha256, byte[]> copied = copied(copies, file, where, true).kept();
        byte[] content = copied.get(digest);
        if (content == null) {
            String found = copied.keySet().stream().findFirst().map(Sha256::hex).orElse("no file");
            throw new GraminizeException(
                    "%s has a %s that differs from its list of files. SHA-256:\n    list %s\n    file %s\n"
                            .formatted(where, file.printable(), digest, found),
                    "Build the image without the engine's cache: -Dgramine.rebuild=true");
        }
        return content;
    }

    private static Layer copied(Copies copies, ImagePath path, String where, boolean keep) {
        String copy = path.printable() + " of " + where;
        try (InputStream tar = copies.of(path)) {
            return new LayerReader(any -> keep, false, new EntryLimit()).read(tar, copy, true);
        } catch (IOException e) {
            throw ImageReader.unreadable(copy, e);
        }
    }
}
