package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.FileTrouble;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.rootfs.HostFilesystem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads images written by {@code docker save} and {@code podman save}, in Docker's layout or OCI's, and root file
 * systems from tars and directories. Every regular file is hashed once; its content is read on demand. The caller
 * closes the image. A compressed file or a stream needs space for its uncompressed bytes in {@code java.io.tmpdir}.
 */
public final class ImageReader {

    private final int threads;
    private final @Nullable LayerCache cache;

    private ImageReader(int threads, @Nullable LayerCache cache) {
        this.threads = threads;
        this.cache = cache;
    }

    /** Creates a reader that uses all cores. */
    public ImageReader() {
        this(Runtime.getRuntime().availableProcessors(), null);
    }

    ImageReader withThreads(int number) {
        return new ImageReader(number, cache);
    }

    /**
     * Returns a reader that caches the files of layers in this directory by the layers' digests. Every layer is still hashed
     * as a whole; the files of a cached one are not hashed again.
     */
    public ImageReader withCache(Path directory) {
        return new ImageReader(threads, new LayerCache(directory));
    }

    /**
     * Reads an image's archive, a root file system's tar, either of them with gzip, or a directory. The kind is
     * recognised.
     */
    public Image read(Path source) {
        if (Files.isDirectory(source)) {
            return directory(source);
        }
        return opened(source.toString(), files -> {
            Region tar = files.open(source);
            if (ArchiveRecognition.isImageArchive(tar, source.toString())) {
                return archive(tar, source.toString(), files);
            }
            Image image = rootFilesystem(tar, source.toString(), files);
            ArchiveRecognition.requireNoImage(image.filesystem(), source.toString());
            return image;
        });
    }

    /** Reads a tar of {@code docker save} or of an OCI layout, also with gzip. */
    public Image readArchive(Path archive) {
        return opened(archive.toString(), files -> archive(files.open(archive), archive.toString(), files));
    }

    /**
     * Reads an archive in the form that an engine sends.
     *
     * @param where the stream's name in messages
     */
    public Image readArchive(InputStream stream, String where) {
        return opened(where, files -> archive(files.copy(stream, where), where, files));
    }

    /** Reads a directory, or one plain tar of a root file system, also with gzip. */
    public Image readRootFilesystem(Path rootfs) {
        return Files.isDirectory(rootfs)
                ? directory(rootfs)
                : opened(rootfs.toString(), files -> rootFilesystem(files.open(rootfs), rootfs.toString(), files));
    }

    /**
     * Reads a tar of files that an engine copied out of a container.
     *
     * @param where the stream's name in messages
     */
    public Image readRootFilesystem(InputStream stream, String where) {
        return opened(where, files -> rootFilesystem(files.copy(stream, where), where, files));
    }

    private Image directory(Path rootfs) {
        return Image.of(new HostFilesystem(rootfs, threads), () -> {});
    }

    private Image rootFilesystem(Region tar, String where, OpenFiles files) throws IOException {
        FileLayer layer = FileLayer.root(files, tar, where);
        return Image.of(new LayerStack(List.of(layer), List.of()).read(threads), files);
    }

    private Image archive(Region archive, String where, OpenFiles files) throws IOException {
        EntryLimit limit = new EntryLimit();
        ArchiveIndex index = ArchiveIndex.read(archive, where, limit);
        ArchivedImage parts = ArchivedImage.find(index);
        ImageConfig config = index.config(parts.config());
        if (config.diffIds().size() != parts.layers().size()) {
            throw new GraminizeException(
                    where + " disagrees about its layers:\n  manifest      "
                            + parts.layers().size() + "\n  configuration "
                            + config.diffIds().size(),
                    "Make or copy the archive again.");
        }
        List<FileLayer> layers = new ArrayList<>();
        for (int i = 0; i < config.diffIds().size(); i++) {
            ImagePath name = parts.layers().get(i);
            FileLayer layer = FileLayer.of(
                    files,
                    index.layer(name),
                    index.layerName(name),
                    limit,
                    new LayerIdentity(config.diffIds().get(i), Optional.ofNullable(cache)));
            layers.add(layers.stream().filter(layer::isSameAs).findFirst().orElse(layer));
        }
        LayerStack stack = new LayerStack(layers, index.blobs());
        return new Image(
                stack.read(threads),
                Optional.of(config),
                parts.tags(),
                stack.described(config.diffIds()),
                parts.manifest(),
                files);
    }

    private interface Reading {
        Image read(OpenFiles files) throws IOException;
    }

    /** Returns an image that owns the opened files. If reading fails, this method closes them. */
    private static Image opened(String where, Reading reading) {
        try {
            OpenFiles files = OpenFiles.inTemporaryDirectory();
            boolean done = false;
            try {
                Image image = reading.read(files);
                done = true;
                return image;
            } finally {
                if (!done) {
                    closeQuietly(files);
                }
            }
        } catch (IOException e) {
            throw unreadable(where, e);
        }
    }

    private static void closeQuietly(OpenFiles files) {
        try {
            files.close();
        } catch (IOException e) {
            // Failing to close must not hide the first error.
            return;
        }
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
        if (FileTrouble.isFull(cause)) {
            return FileTrouble.of(cause);
        }
        return new GraminizeException(
                "Cannot read " + where + ": " + cause + ".", "Check the file and the right to read it.", cause);
    }
}
