package io.github.openflgramine.layers;

import io.github.openflgramine.GraminizeException;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What an image is read from until it is closed: an archive's file, and plain copies of what cannot be read at any place because it
 * is packed or a stream. A copy is a temporary file without a name, so that nothing is left of it when the process ends.
 */
final class OpenFiles implements Closeable {

    private final Path directory;
    private final long room;
    private final List<FileChannel> channels = new ArrayList<>();

    /**
     * Puts copies into a directory.
     *
     * @param room bytes that each copy may have
     */
    OpenFiles(Path directory, long room) {
        this.directory = directory;
        this.room = room;
    }

    /** Puts copies into the JVM's directory for temporary files. */
    static OpenFiles inTemporaryDirectory() throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        // A hostile archive unpacks to any size, and others use the disk too.
        return new OpenFiles(directory, Files.getFileStore(directory).getUsableSpace() / 10 * 9);
    }

    /** The tar in a file: the file itself, or a plain copy where it is packed. */
    Region open(Path file) throws IOException {
        FileChannel channel = add(FileChannel.open(file));
        return plain(new Region(channel, 0, channel.size()), file.toString());
    }

    /** The tar that these bytes are: they themselves, or a plain copy where they are packed. */
    Region plain(Region region, String where) throws IOException {
        Compression compression = Compression.peek(new BufferedInputStream(region.stream(), 16));
        if (compression == Compression.NONE) {
            return region;
        }
        try (InputStream unpacked = compression.unpack(region.stream(), where)) {
            return copy(unpacked, where);
        }
    }

    /** A copy of a plain tar that comes as a stream. */
    Region copy(InputStream in, String where) throws IOException {
        FileChannel channel = add(FileChannel.open(
                Files.createTempFile(directory, "openfl-gramine", ".tar"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE));
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
            for (ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
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
