package io.github.openflgramine.files;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/** A tar that is created while it is read. Only one piece of it is in memory at a time. */
final class TarWhileRead extends InputStream {

    private static final int PIECE = 1 << 16;

    private final Iterator<Map.Entry<TarArchiveEntry, Content>> entries;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream(PIECE + 1024);
    private final TarArchiveOutputStream tar;
    private final byte[] buffer = new byte[PIECE];
    private InputStream piece = new ByteArrayInputStream(new byte[0]);

    @Nullable
    private InputStream content;

    private boolean finished;

    TarWhileRead(Iterator<Map.Entry<TarArchiveEntry, Content>> entries) {
        this.entries = entries;
        tar = new TarArchiveOutputStream(written, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = piece.read(into, from, length);
        while (count < 0 && !finished) {
            advance();
            piece = new ByteArrayInputStream(written.toByteArray());
            written.reset();
            count = piece.read(into, from, length);
        }
        return count;
    }

    /** Creates the next entry's header, the next piece of its content, or the end of the archive. */
    private void advance() throws IOException {
        if (content != null) {
            int count = content.read(buffer);
            if (count >= 0) {
                tar.write(buffer, 0, count);
            } else {
                close();
                tar.closeArchiveEntry();
            }
        } else if (entries.hasNext()) {
            Map.Entry<TarArchiveEntry, Content> next = entries.next();
            content = next.getValue().open();
            tar.putArchiveEntry(next.getKey());
        } else {
            tar.finish();
            finished = true;
        }
    }

    /** Closes the file that is being read, if any. */
    @Override
    public void close() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
