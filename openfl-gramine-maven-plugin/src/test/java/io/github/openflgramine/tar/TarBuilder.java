package io.github.openflgramine.tar;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes tars for tests with commons-compress. */
public final class TarBuilder {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    private TarBuilder(String encoding, int longNames) {
        tar = new TarArchiveOutputStream(bytes, encoding);
        tar.setLongFileMode(longNames);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(longNames == TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public static TarBuilder pax() {
        return new TarBuilder("UTF-8", TarArchiveOutputStream.LONGFILE_POSIX);
    }

    public static TarBuilder gnu() {
        return new TarBuilder("UTF-8", TarArchiveOutputStream.LONGFILE_GNU);
    }

    /** Encodes names as Latin-1, so that tests can write any bytes. */
    static TarBuilder rawBytes() {
        return new TarBuilder("ISO-8859-1", TarArchiveOutputStream.LONGFILE_GNU);
    }

    public TarBuilder directory(String name) {
        return add(entry(name + "/", TarConstants.LF_DIR), new byte[0]);
    }

    public TarBuilder file(String name, String content) {
        return file(name, content.getBytes(UTF_8));
    }

    public TarBuilder file(String name, byte[] content) {
        return add(entry(name, TarConstants.LF_NORMAL), content);
    }

    public TarBuilder link(String name, String target) {
        TarArchiveEntry entry = entry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    public TarBuilder hardLink(String name, String target) {
        TarArchiveEntry entry = entry(name, TarConstants.LF_LINK);
        entry.setLinkName(target);
        return add(entry, new byte[0]);
    }

    public TarBuilder special(String name, byte type) {
        return add(entry(name, type), new byte[0]);
    }

    /** Adds a character device. */
    public TarBuilder device(String name, int major, int minor) {
        TarArchiveEntry entry = entry(name, TarConstants.LF_CHR);
        entry.setDevMajor(major);
        entry.setDevMinor(minor);
        return add(entry, new byte[0]);
    }

    /** Adds an extended header with only this record, whose value is written unchanged. */
    public TarBuilder paxRecord(String key, byte[] value) {
        byte[] record = (" " + key + "=").getBytes(UTF_8);
        int length = record.length + value.length + 1;
        int digits = String.valueOf(length + 2).length();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(String.valueOf(length + digits).getBytes(StandardCharsets.US_ASCII));
        data.writeBytes(record);
        data.writeBytes(value);
        data.write('\n');
        return add(entry("PaxHeaders/x", TarConstants.LF_PAX_EXTENDED_HEADER_LC), data.toByteArray());
    }

    TarBuilder entry(String name, byte type, byte[] content) {
        return add(entry(name, type), content);
    }

    public byte[] build() {
        try {
            tar.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry entry(String name, byte type) {
        TarArchiveEntry entry = new TarArchiveEntry(name, type, true);
        entry.setModTime(0);
        return entry;
    }

    private TarBuilder add(TarArchiveEntry entry, byte[] content) {
        try {
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
