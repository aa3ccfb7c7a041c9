package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.PlacedOutput;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that an image is read from until it is closed: an archive, and plain copies of compressed data and streams,
 * which have no random access. A copy is an unlinked temporary file, so it disappears when the process ends.
 */
final class OpenFiles implements Closeable {

    private final Path directory;
    private final long room;
    private final List<FileChannel> channels = new ArrayList<>();

    /**
     * Puts copies into a directory.
     *
     * @param room size limit of each copy in bytes
     */
    OpenFiles(Path directory, long room) {
        this.directory = directory;
        this.room = room;
    }

    /** Puts copies into the JVM's directory for temporary files. */
    static OpenFiles inTemporaryDirectory() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        // A hostile archive can unpack to any size, and others use the disk, too.
        return new OpenFiles(directory, Files.getFileStore(directory).getUsableSpace() / 10 * 9);
    }

    /** Opens the tar in a file: the file itself, or a plain copy if it is compressed. */
    Region open(Path file) throws IOException {
        FileChannel channel = add(FileChannel.open(file));
        return plain(new Region(channel, 0, channel.size()), file.toString());
    }

    /** Returns the tar in these bytes: the bytes themselves, or a plain copy if they are compressed. */
    Region plain(Region region, String where) throws IOException {
        Compression compression = Compression.peek(new BufferedInputStream(region.stream(), 16));
        if (compression == Compression.NONE) {
            return region;
        }
        try (InputStream unpacked = compression.unpack(region.stream(), where)) {
            return copy(unpacked, where);
        }
    }

    /** Copies an uncompressed tar from a stream. */
    Region copy(InputStream in, String where) throws IOException {
        FileChannel channel = add(FileChannel.open(
                Files.createTempFile(directory, "openfl-gramine", ".tar"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
        OutputStream out = new PlacedOutput(Channels.newOutputStream(channel), directory);
        byte[] buffer = new byte[1 << 18];
        long length = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            length += count;
            if (length > room) {
                throw new GraminizeException(
                        "%s does not fit into %s, where its plain bytes go while it is read: %d bytes may be used there."
                                .formatted(where, directory, room),
                        "Free space there, or choose another directory: MAVEN_OPTS=-Djava.io.tmpdir=DIRECTORY");
            }
            out.write(buffer, 0, count);
        }
        return new Region(channel, 0, length);
    }

    private synchronized FileChannel add(FileChannel channel) {
        channels.add(channel);
        return channel;
    }

    @Override
    public synchronized void close() throws IOException {
        for (FileChannel channel : channels) {
            channel.close();
        }
    }
}
