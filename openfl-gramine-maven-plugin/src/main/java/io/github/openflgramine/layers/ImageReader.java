package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.HostFilesystem;
import io.github.openflgramine.rootfs.Workers;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

/**
 * Reads images from what {@code docker save} and {@code podman save} write, in Docker's layout or OCI's, and root file
 * systems from tars and directories. Every regular file is hashed once while it is read; no large file is ever in memory.
 */
public final class ImageReader {

    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");

    private final Predicate<ImagePath> keep;
    private final int threads;
    private final Optional<LayerCache> cache;

    private ImageReader(Predicate<ImagePath> keep, int threads, Optional<LayerCache> cache) {
        this.keep = keep;
        this.threads = threads;
        this.cache = cache;
    }

    /** Reads an archive, a tar or a directory with all cores. */
    public static Image open(Path source, Predicate<ImagePath> keep) {
        return keeping(keep).read(source);
    }

    /**
     * Makes a reader that uses all cores.
     *
     * @param keep the files whose content will be asked for, by path; each at most 64 MiB
     */
    public static ImageReader keeping(Predicate<ImagePath> keep) {
        return new ImageReader(keep, Runtime.getRuntime().availableProcessors(), Optional.empty());
    }

    public ImageReader withThreads(int number) {
        return new ImageReader(keep, number, cache);
    }

    /**
     * Remembers layers in this directory by their digest, and does not hash again what it finds there. For what comes from an
     * engine, which has checked its layers; not for what is to be verified.
     */
    public ImageReader withCache(Path directory) {
        return new ImageReader(keep, threads, Optional.of(new LayerCache(directory)));
    }

    /** Recognises what it is: an image's archive, a root file system's tar, either of them with gzip, or a directory. */
    public Image read(Path source) {
        return ArchiveRecognition.isImageArchive(source) ? readArchive(source) : readRootFilesystem(source);
    }

    /** Reads {@code docker save}'s tar, or an OCI layout's, also with gzip. */
    public Image readArchive(Path archive) {
        String where = archive.toString();
        return twiceIfNeeded((wanted, missing) -> {
            try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                    FileChannel channel = FileChannel.open(archive)) {
                if (Compression.peek(in) == Compression.NONE) {
                    FileArchive content = new FileArchive(channel, where, wanted, new Workers(threads), cache);
                    content.readIndex();
                    return assemble(content, missing);
                }
                try (InputStream unpacked = Compression.peek(in).unpack(in, where)) {
                    return assemble(streamed(unpacked, where, wanted), missing);
                }
            } catch (IOException e) {
                throw unreadable(where, e);
            }
        });
    }

    /**
     * Reads an archive as an engine sends it. A file that was asked for by another name than that under which a layer
     * has its bytes (a hard link) is not found: a stream passes once.
     *
     * @param where the stream's name in messages
     */
    public Image readArchive(InputStream stream, String where) {
        try {
            return assemble(streamed(stream, where, keep), new HashSet<>());
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    /** Reads a directory, or one plain tar of a root file system, also with gzip. */
    public Image readRootFilesystem(Path rootfs) {
        if (Files.isDirectory(rootfs)) {
            return new Image(new HostFilesystem(rootfs, threads), Optional.empty(), List.of(), Optional.empty());
        }
        String where = rootfs.toString();
        return twiceIfNeeded((wanted, missing) -> {
            try (BufferedInputStream in = new BufferedInputStream(Files.newInputStream(rootfs), 1 << 16);
                    FileChannel channel = FileChannel.open(rootfs)) {
                Layer layer;
                if (Compression.peek(in) == Compression.NONE) {
                    LayerScan scan = new LayerScan(channel, where, wanted, false, new EntryLimit());
                    try (Workers.Run run = new Workers(threads).begin()) {
                        scan.read(0, channel.size(), true, run);
                        run.await();
                    }
                    layer = scan.layer();
                } else {
                    try (InputStream unpacked = Compression.peek(in).unpack(in, where)) {
                        layer = new LayerReader(wanted, false, new EntryLimit()).read(unpacked, where, true);
                    }
                }
                return new Image(
                        merge(List.of(layer), List.of(where), missing), Optional.empty(), List.of(), Optional.empty());
            } catch (IOException e) {
                throw unreadable(where, e);
            }
        });
    }

    private interface Attempt {
        Image read(Predicate<ImagePath> wanted, Set<ImagePath> missing);
    }

    /** A wanted file may be a hard link, its bytes under another name; then that name is wanted and all is read again. */
    private Image twiceIfNeeded(Attempt attempt) {
        Set<ImagePath> missing = new HashSet<>();
        Image image = attempt.read(keep, missing);
        if (missing.isEmpty()) {
            return image;
        }
        Set<ImagePath> elsewhere = Set.copyOf(missing);
        return attempt.read(path -> elsewhere.contains(path) || keep.test(path), new HashSet<>());
    }

    private static StreamedArchive streamed(InputStream in, String where, Predicate<ImagePath> wanted)
            throws IOException {
        StreamedArchive content = new StreamedArchive(where, wanted);
        content.read(in);
        return content;
    }

    private Image assemble(ArchiveContent archive, Set<ImagePath> missing) throws IOException {
        ArchivedImage parts = ArchivedImage.find(archive);
        String where = parts.config().printable().substring(1) + " in " + archive.where();
        byte[] json = archive.json(parts.config())
                .orElseThrow(() -> new GraminizeException(
                        where + " is missing: the image's configuration.",
                        "Make or copy the archive again; it is incomplete."));
        ImageConfig config = ArchivedConfig.parse(json, where);
        requireOwnName(parts.config(), config.id(), where);
        if (config.diffIds().size() != parts.layers().size()) {
            throw new GraminizeException(
                    archive.where() + " disagrees about its layers:\n  manifest      "
                            + parts.layers().size() + "\n  configuration "
                            + config.diffIds().size(),
                    "Make or copy the archive again.");
        }
        List<ArchivedLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.diffIds().size(); i++) {
            layers.add(new ArchivedLayer(parts.layers().get(i), config.diffIds().get(i)));
        }
        List<String> names = parts.layers().stream().map(archive::layer).toList();
        return new Image(
                merge(archive.layers(layers), names, missing), Optional.of(config), parts.tags(), parts.manifest());
    }

    /** Engines name a configuration by its digest; others may name it as they like. */
    private static void requireOwnName(ImagePath name, Sha256 digest, String where) {
        Matcher hex = DIGEST.matcher(name.name());
        if (hex.find() && !hex.group().equals(digest.hex())) {
            throw new GraminizeException(
                    where + " is damaged:\n  has  sha256:" + digest + "\n  name sha256:" + hex.group(),
                    "Make or copy the archive again.");
        }
    }

    private ImageFilesystem merge(List<Layer> layers, List<String> names, Set<ImagePath> missing) {
        LayerMerge merge = new LayerMerge();
        for (int i = 0; i < layers.size(); i++) {
            merge.apply(layers.get(i), names.get(i));
        }
        missing.addAll(merge.wantedElsewhere(keep, layers));
        return merge.filesystem();
    }

    static GraminizeException unreadable(String where, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new GraminizeException(
                    where + " does not exist.", "Give an archive of an image, or a root file system.", cause);
        }
        if (cause instanceof ZipException || cause instanceof EOFException) {
            return new GraminizeException(
                    where + " is damaged or cut off: " + cause.getMessage() + ".",
                    "Make or copy the archive again.",
                    cause);
        }
        return new GraminizeException(
                "Cannot read " + where + ": " + cause + ".", "Check the file and the right to read it.", cause);
    }
}
