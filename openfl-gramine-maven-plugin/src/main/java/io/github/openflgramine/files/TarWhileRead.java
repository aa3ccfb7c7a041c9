package io.github.openflgramine.files;

import io.github.openflgramine.BlockInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tar that is created while it is read. Only one piece of it is in memory at a time. */
final class TarWhileRead extends BlockInputStream {

    private static final int PIECE = 1 << 16;

    private final Iterator<Map.Entry<TarMember, Content>> entries;
    private final byte[] buffer = new byte[PIECE];
    private InputStream piece = new ByteArrayInputStream(new byte[0]);
    private byte[] padding = new byte[0];
    private long left;

    @Nullable
    private InputStream content;

    private boolean finished;

    TarWhileRead(Iterator<Map.Entry<TarMember, Content>> entries) {
        this.entries = entries;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = piece.read(into, from, length);
        while (count < 0 && !finished) {
            piece = next();
            count = piece.read(into, from, length);
        }
        return count;
    }

    /** Returns the next entry's header, the next piece of its content, or the end of the archive. */
    private InputStream next() throws IOException {
        if (content != null) {
            int count = content.read(buffer);
            left -= Math.max(count, 0);
            if (left < 0 || (count < 0 && left > 0)) {
                throw new IOException("A content has not the number of bytes that it had when it was measured.");
            }
            if (count >= 0) {
                return new ByteArrayInputStream(buffer, 0, count);
            }
            close();
            return new ByteArrayInputStream(padding);
        }
        if (entries.hasNext()) {
            Map.Entry<TarMember, Content> next = entries.next();
            content = next.getValue().open();
            left = next.getKey().size();
            padding = next.getKey().padding();
            return new ByteArrayInputStream(next.getKey().header());
        }
        finished = true;
        return new ByteArrayInputStream(TarMember.end());
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
