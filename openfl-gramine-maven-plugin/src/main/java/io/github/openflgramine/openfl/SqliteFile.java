package io.github.openflgramine.openfl;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the tables of an SQLite database whose rows fit in one page, as in small tables. A larger table or a damaged
 * file throws an IOException, so a row is never wrong. Offsets and codes are from the SQLite database file format,
 * sections 1.3, 1.6 and 2.1.
 */
final class SqliteFile implements AutoCloseable {

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int DATABASE_HEADER = 100;
    private static final int TABLE_LEAF = 0x0d;
    /** Indexes in the columns of sqlite_schema: type, name, tbl_name, rootpage, sql. */
    private static final int NAME = 1;

    private static final int ROOT_PAGE = 3;

    private final FileChannel file;
    private final int pageSize;

    private SqliteFile(FileChannel file) throws IOException {
        this.file = file;
        ByteBuffer header = read(0, DATABASE_HEADER);
        if (!ByteBuffer.wrap(MAGIC).equals(header.slice(0, MAGIC.length))) {
            throw new IOException("no SQLite database");
        }
        int size = Short.toUnsignedInt(header.getShort(16));
        this.pageSize = size == 1 ? 1 << 16 : size;
    }

    static SqliteFile open(Path path) throws IOException {
        FileChannel file = FileChannel.open(path);
        try {
            return new SqliteFile(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /**
     * Returns the table's rows. Texts are Strings, whole numbers are Longs, other numbers are Doubles; NULL and BLOB
     * are empty Strings.
     */
    List<List<Object>> rows(String table) throws IOException {
        try {
            for (List<Object> row : leaf(1, DATABASE_HEADER)) {
                if (row.size() > ROOT_PAGE && row.get(NAME).equals(table) && row.get(ROOT_PAGE) instanceof Long page) {
                    return leaf(page, 0);
                }
            }
        } catch (IndexOutOfBoundsException
                | BufferUnderflowException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw new IOException("a page that is not as SQLite writes it", e);
        }
        throw new IOException("no table " + table);
    }

    private List<List<Object>> leaf(long number, int start) throws IOException {
        ByteBuffer page = read((number - 1) * pageSize, pageSize);
        if (page.get(start) != TABLE_LEAF) {
            throw new IOException("a table of several pages");
        }
        int count = Short.toUnsignedInt(page.getShort(start + 3));
        List<List<Object>> rows = new ArrayList<>();
        for (int cell = 0; cell < count; cell++) {
            page.position(Short.toUnsignedInt(page.getShort(start + 8 + 2 * cell)));
            int length = Math.toIntExact(varint(page));
            varint(page); // the rowid
            // A longer row continues in other pages, and slice refuses it.
            rows.add(row(page.slice(page.position(), length)));
        }
        return rows;
    }

    private static List<Object> row(ByteBuffer record) {
        ByteBuffer types = record.duplicate();
        int header = Math.toIntExact(varint(types));
        types.limit(header);
        ByteBuffer values = record.position(header);
        List<Object> row = new ArrayList<>();
        while (types.hasRemaining()) {
            row.add(value(Math.toIntExact(varint(types)), values));
        }
        return row;
    }

    private static Object value(int type, ByteBuffer in) {
        return switch (type) {
            case 0 -> "";
            case 1, 2, 3, 4 -> whole(in, type);
            case 5 -> whole(in, 6);
            case 6 -> in.getLong();
            case 7 -> in.getDouble();
            case 8 -> 0L;
            case 9 -> 1L;
            default -> text(in, type);
        };
    }

    private static Object text(ByteBuffer in, int type) {
        ByteBuffer bytes = in.slice(in.position(), (type - 12) / 2);
        in.position(in.position() + bytes.remaining());
        return type % 2 == 1 ? StandardCharsets.UTF_8.decode(bytes).toString() : "";
    }

    private static long whole(ByteBuffer in, int bytes) {
        long value = in.get();
        for (int at = 1; at < bytes; at++) {
            value = (value << 8) | Byte.toUnsignedLong(in.get());
        }
        return value;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int at = 0; at < 8; at++) {
            byte next = in.get();
            value = (value << 7) | (next & 0x7f);
            if (next >= 0) {
                return value;
            }
        }
        return (value << 8) | Byte.toUnsignedLong(in.get());
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new IOException("it ends too early");
            }
        }
        return bytes.flip();
    }
}
