package io.github.openflgramine.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A member of the tars that {@link Tars#directory} writes. All its bytes except the content follow from these three
 * values: it is owned by root, dated 1970, and has mode 0755 or 0644.
 *
 * @param name the path in the tar; a directory's ends with a slash
 * @param size the content's bytes; 0 for a directory
 * @param executable whether it has mode 0755, which every directory has
 */
public record TarMember(String name, long size, boolean executable) {

    static final int BLOCK = 512;

    private static final int EXECUTABLE = 0755;
    private static final int PLAIN = 0644;

    public TarMember {
        executable |= name.endsWith("/");
    }

    public boolean isDirectory() {
        return name.endsWith("/");
    }

    /**
     * Returns the blocks before the content (POSIX.1-2008, "ustar Interchange Format"). A name over 100 bytes and a size
     * over 8 GiB have an extended header before them.
     */
    public byte[] header() {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(executable ? EXECUTABLE : PLAIN);
        entry.setSize(size);
        entry.setModTime(0);
        entry.setUserName("root");
        entry.setGroupName("root");
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(blocks, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        try {
            tar.putArchiveEntry(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are written without fail", e);
        }
        return blocks.toByteArray();
    }

    /** Returns the zeros behind the content, which fill its last block. */
    public byte[] padding() {
        return new byte[(int) (-size & (BLOCK - 1))];
    }

    /** Returns the two blocks at the end of a tar. */
    public static byte[] end() {
        return new byte[2 * BLOCK];
    }
}
