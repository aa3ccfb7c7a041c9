package io.github.openflgramine.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Tars written field by field, valid ones and damaged ones. */
final class TarBytes {

    static final int BLOCK = 512;

    private static final String[] RECORDS = {
        "path=%s",
        "linkpath=%s",
        "size=3",
        "size=0",
        "uid=7",
        "gid=0",
        "mtime=1.5",
        "comment=x",
        "GNU.sparse.major=1",
        "SCHILY.xattr.user.a=b",
        "SCHILY.xattr.trusted.overlay.opaque=y",
        "PATH=%s",
        "path="
    };

    private static final String[] FIELDS = {
        "\0\0\0\0\0\0\0\0",
        "        ",
        "0000000\0",
        "00000001",
        "\u0080\0\0\0\0\0\0\1",
        "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff",
        " 1 \0\0\0\0\0",
        "1\0" + "2\0\0\0\0\0",
        "ustar  \0",
        "ustar\00000",
        "tar\0",
        "x",
        "/",
        "\0"
    };

    private static final int[] OFFSETS = {
        0, 1, 2, 99, 100, 108, 116, 124, 131, 136, 148, 156, 157, 257, 263, 265, 297, 329, 337, 345, 346, 500, 508
    };

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    byte[] bytes() {
        return bytes.toByteArray();
    }

    byte[] ended() {
        byte[] plain = bytes();
        return Arrays.copyOf(plain, plain.length + 2 * BLOCK);
    }

    void add(String name, char type, int mode, int user, int group, String link, byte[] content) {
        if (name.length() > 100 || link.length() > 100) {
            records(record("path=" + name) + (link.isEmpty() ? "" : record("linkpath=" + link)));
        }
        header(shortened(name), type, mode, user, group, shortened(link), content.length);
        content(content);
    }

    void file(String name, byte[] content) {
        add(name, '0', 0644, 0, 0, "", content);
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(100, text.length()));
    }

    private void records(String text) {
        byte[] data = text.getBytes(StandardCharsets.UTF_8);
        header("PaxHeaders/x", 'x', 0644, 0, 0, "", data.length);
        content(data);
    }

    private static String record(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length + 2;
        int digits = String.valueOf(length + 2).length();
        return (length + digits) + " " + text + "\n";
    }

    private void header(String name, char type, int mode, int user, int group, String link, long size) {
        byte[] block = new byte[BLOCK];
        put(block, 0, name);
        put(block, 100, String.format("%07o", mode));
        put(block, 108, String.format("%07o", user));
        put(block, 116, String.format("%07o", group));
        put(block, 124, String.format("%011o", size));
        put(block, 136, "00000000001");
        put(block, 156, String.valueOf(type));
        put(block, 157, link);
        put(block, 257, "ustar\00000");
        put(block, 329, String.format("%07o", type == '3' ? 1 : 0));
        put(block, 337, String.format("%07o", type == '3' ? 3 : 0));
        sum(block, 0);
        bytes.writeBytes(block);
    }

    private void content(byte[] content) {
        bytes.writeBytes(content);
        bytes.writeBytes(new byte[-content.length & (BLOCK - 1)]);
    }

    private static void put(byte[] block, int at, String text) {
        byte[] field = text.getBytes(at == 0 || at == 157 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        System.arraycopy(field, 0, block, at, Math.min(field.length, BLOCK - at));
    }

    /** Corrects the checksum of the header at this offset. */
    static void sum(byte[] tar, int at) {
        Arrays.fill(tar, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + BLOCK; i++) {
            sum += tar[i] & 0xff;
        }
        put8(tar, at + 148, String.format("%06o\0 ", sum));
    }

    private static void put8(byte[] tar, int at, String text) {
        System.arraycopy(
                text.getBytes(StandardCharsets.ISO_8859_1), 0, tar, at, Math.min(text.length(), tar.length - at));
    }

    /** Returns a tar with one change to a header, or one header more; mostly with valid checksums. */
    static byte[] damaged(byte[] tar, Random random) {
        int blocks = tar.length / BLOCK;
        int[] headers = IntStream.range(0, blocks)
                .filter(block -> new String(tar, block * BLOCK + 257, 5, StandardCharsets.ISO_8859_1).equals("ustar"))
                .toArray();
        if (headers.length == 0) {
            return tar;
        }
        int at = headers[random.nextInt(headers.length)] * BLOCK;
        byte[] changed = tar.clone();
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                changed[at + random.nextInt(BLOCK)] = (byte) random.nextInt(256);
                sum(changed, at);
            }
            case 2, 3 -> {
                put8(changed, at + OFFSETS[random.nextInt(OFFSETS.length)], FIELDS[random.nextInt(FIELDS.length)]);
                sum(changed, at);
            }
            case 4 -> {
                changed[at + 156] = (byte) "01234567xgLKVSD\0".charAt(random.nextInt(16));
                sum(changed, at);
            }
            case 5 -> {
                TarBytes more = new TarBytes();
                String name = new String(tar, at, 20, StandardCharsets.ISO_8859_1).split("\0", -1)[0] + "x";
                if (random.nextBoolean()) {
                    more.records(record(RECORDS[random.nextInt(RECORDS.length)].formatted(name)));
                } else {
                    more.header("././@LongLink", random.nextBoolean() ? 'L' : 'K', 0644, 0, 0, "", name.length() + 1);
                    more.content((name + "\0").getBytes(StandardCharsets.ISO_8859_1));
                }
                return inserted(tar, at, more.bytes());
            }
            case 6 -> {
                int from = headers[random.nextInt(headers.length)] * BLOCK;
                return inserted(tar, at, Arrays.copyOfRange(tar, from, Math.min(tar.length, from + 2 * BLOCK)));
            }
            default -> {
                changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
            }
        }
        return changed;
    }

    private static byte[] inserted(byte[] tar, int at, byte[] more) {
        byte[] changed = Arrays.copyOf(tar, tar.length + more.length);
        System.arraycopy(more, 0, changed, at, more.length);
        System.arraycopy(tar, at, changed, at + more.length, tar.length - at);
        return changed;
    }
}
