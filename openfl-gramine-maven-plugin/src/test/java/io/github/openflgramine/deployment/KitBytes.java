package io.github.openflgramine.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.openflgramine.files.TarMember;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.tar.TarFormatsTest;
import io.github.openflgramine.tar.TarHeader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A kit's archive in parts that a test can change, each without its checksum being right by itself. */
final class KitBytes {

    /** A member: the blocks before its content, and the content. */
    static final class Part {

        private final String name;
        private final byte[] header;
        private final byte[] content;

        Part(String name, byte[] header, byte[] content) {
            this.name = name;
            this.header = header;
            this.content = content;
        }

        String name() {
            return name;
        }

        byte[] header() {
            return header.clone();
        }

        byte[] content() {
            return content.clone();
        }

        Part withHeader(byte[] other) {
            return new Part(name, other, content);
        }

        /** Changes bytes of the header and corrects its checksum. */
        Part with(int at, byte... bytes) {
            byte[] changed = header.clone();
            System.arraycopy(bytes, 0, changed, changed.length - TarHeader.BLOCK + at, bytes.length);
            return withHeader(withChecksum(changed));
        }

        byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(header);
            out.writeBytes(content);
            out.writeBytes(new byte[-content.length & (TarHeader.BLOCK - 1)]);
            return out.toByteArray();
        }
    }

    private final List<Part> parts = new ArrayList<>();

    static KitBytes of(byte[] kit) throws IOException {
        KitBytes parts = new KitBytes();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(kit))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                parts.parts.add(part(entry.getName(), tar.readAllBytes()));
            }
        }
        return parts;
    }

    static Part part(String name, byte[] content) {
        boolean executable = Kit.SCRIPTS.contains(name.substring(name.indexOf('/') + 1));
        return new Part(name, new TarMember(name, content.length, executable).header(), content);
    }

    static Part part(String name, String content) {
        return part(name, content.getBytes(UTF_8));
    }

    /** Returns a member of another type, such as an extended header, with the checksum right. */
    static Part ofType(char type, String name, byte[] content) {
        return part(name, content).with(156, (byte) type);
    }

    static byte[] withChecksum(byte[] header) {
        byte[] block = Arrays.copyOfRange(header, header.length - TarHeader.BLOCK, header.length);
        TarFormatsTest.withChecksum(block);
        byte[] changed = header.clone();
        System.arraycopy(block, 0, changed, changed.length - TarHeader.BLOCK, TarHeader.BLOCK);
        return changed;
    }

    /** Corrects the checksums of blocks that look like headers, so that damage gets past the checksum test. */
    static byte[] withChecksums(byte[] bytes) {
        byte[] tar = bytes.clone();
        for (int at = 0; at + TarHeader.BLOCK <= tar.length; at += TarHeader.BLOCK) {
            if (tar[at + 257] == 'u' && tar[at + 258] == 's') {
                byte[] block = withChecksum(Arrays.copyOfRange(tar, at, at + TarHeader.BLOCK));
                System.arraycopy(block, 0, tar, at, TarHeader.BLOCK);
            }
        }
        return tar;
    }

    List<Part> parts() {
        return parts;
    }

    int indexOf(String name) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(name);
    }

    KitBytes before(String name, Part... added) {
        parts.addAll(indexOf(name), List.of(added));
        return this;
    }

    KitBytes atEnd(Part... added) {
        parts.addAll(List.of(added));
        return this;
    }

    KitBytes change(String name, UnaryOperator<Part> change) {
        parts.set(indexOf(name), change.apply(parts.get(indexOf(name))));
        return this;
    }

    KitBytes remove(String name) {
        parts.remove(indexOf(name));
        return this;
    }

    /** Writes the checksums of the files as they are now, and signs them. */
    KitBytes sealed(ReleaseKey key) throws IOException {
        String top = parts.get(0).name();
        SortedMap<String, KitFile> files = new TreeMap<>();
        for (Part part : parts) {
            String path = part.name().substring(top.length());
            if (!part.name().endsWith("/") && !path.startsWith(KitChecksums.FILE)) {
                files.put(path, KitFile.read(new ByteArrayInputStream(part.content())));
            }
        }
        byte[] sums = KitChecksums.of(files);
        return change(top + KitChecksums.FILE, old -> part(old.name(), sums))
                .change(top + KitChecksums.SIGNATURE, old -> part(old.name(), key.sign(sums)));
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(part -> out.writeBytes(part.bytes()));
        out.writeBytes(TarMember.end());
        return out.toByteArray();
    }
}
