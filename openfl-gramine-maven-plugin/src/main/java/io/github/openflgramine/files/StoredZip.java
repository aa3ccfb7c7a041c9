package io.github.openflgramine.files;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes zips that depend on their content only: the given order, one fixed time, and no compression, because deflate's
 * output differs between versions of zlib. Files and archives of 4 GiB or more are in Zip64 form (PKWARE's APPNOTE
 * 4.3.14, 4.3.15 and 4.5.3).
 */
public final class StoredZip {

    /**
     * February, because ZipEntry treats 1 January 1980 as a time before 1980 and adds a field that depends on the time
     * zone.
     */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private StoredZip() {}

    /**
     * Writes a zip and closes the stream. Each content is read twice, because its CRC-32 comes before its bytes.
     *
     * @param entries contents by name, in the map's order; a directory's name ends with a slash and its content is empty
     */
    public static void write(Map<String, Content> entries, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (var entry : entries.entrySet()) {
                Content content = entry.getValue();
                ZipEntry header = new ZipEntry(entry.getKey());
                header.setTimeLocal(TIME);
                header.setSize(content.size());
                header.setCrc(crc(content));
                zip.putNextEntry(header);
                content.copyTo(zip);
                zip.closeEntry();
            }
        }
    }

    private static long crc(Content content) throws IOException {
        CRC32 crc = new CRC32();
        content.copyTo(new CheckedOutputStream(OutputStream.nullOutputStream(), crc));
        return crc.getValue();
    }
}
