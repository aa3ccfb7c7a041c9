package io.github.openflgramine.tar;

import java.util.Optional;

/**
 * The headers of one entry: the entry's own, and before it an extended header, or GNU's long name and long link. More
 * than that is ambiguous: of two names, readers use different ones.
 */
final class EntryHeaders {

    private static final int LARGEST_OCTAL_BITS = 33;

    private PaxRecords records = PaxRecords.none();
    private byte[] longName = new byte[0];
    private byte[] longLink = new byte[0];

    boolean isEmpty() {
        return records.isEmpty() && longName.length == 0 && longLink.length == 0;
    }

    /** Adds an extended header. Returns what is ambiguous about it; empty if nothing is. */
    Optional<String> addRecords(byte[] data) {
        if (!isEmpty()) {
            return Optional.of("two extended headers");
        }
        records = PaxRecords.of(data);
        return records.ambiguity().map(problem -> "an extended header with " + problem);
    }

    /** Adds GNU's long name. Returns what is ambiguous about it; empty if nothing is. */
    Optional<String> addName(byte[] data) {
        byte[] name = withoutNul(data);
        if (longName.length > 0 || !records.isEmpty()) {
            return Optional.of("two long names");
        }
        longName = name;
        return isText(name) ? Optional.empty() : Optional.of("a long name with a NUL, or an empty one");
    }

    /** Adds GNU's long link. Returns what is ambiguous about it; empty if nothing is. */
    Optional<String> addLink(byte[] data) {
        byte[] link = withoutNul(data);
        if (longLink.length > 0 || !records.isEmpty()) {
            return Optional.of("two long links");
        }
        longLink = link;
        return isText(link) ? Optional.empty() : Optional.of("a long link with a NUL, or an empty one");
    }

    byte[] name(TarHeader header) {
        return records.bytes("path").orElse(longName.length > 0 ? longName : header.name());
    }

    byte[] link(TarHeader header) {
        return records.bytes("linkpath").orElse(longLink.length > 0 ? longLink : header.linkName());
    }

    /** Returns the number of bytes that follow, or -1 if the headers disagree about it. */
    long size(TarHeader header) {
        long size = records.number("size").orElse(header.size());
        boolean tooLarge = size >>> LARGEST_OCTAL_BITS != 0;
        return size == header.size() || (tooLarge && header.size() == 0) ? size : -1;
    }

    TarEntry.Attributes attributes(TarHeader header) {
        return new TarEntry.Attributes(
                header.permissions(),
                records.number("uid").orElse(header.user()),
                records.number("gid").orElse(header.group()));
    }

    /** Returns the name of the file if it is a sparse one; empty if it is not. */
    Optional<byte[]> sparseName(TarHeader header) {
        return header.type() == 'S' || records.areOfSparseFile()
                ? Optional.of(records.bytes("GNU.sparse.name").orElse(name(header)))
                : Optional.empty();
    }

    /** GNU tar ends the text with a NUL. */
    private static byte[] withoutNul(byte[] data) {
        int end = data.length > 0 && data[data.length - 1] == 0 ? data.length - 1 : data.length;
        return java.util.Arrays.copyOf(data, end);
    }

    private static boolean isText(byte[] text) {
        for (byte b : text) {
            if (b == 0) {
                return false;
            }
        }
        return text.length > 0;
    }
}
