package io.github.openflgramine;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages valid bytes in ways that are difficult for readers. The same seed gives the same bytes. */
public final class HostileBytes {

    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        7,
        16,
        64,
        127,
        128,
        255,
        256,
        511,
        512,
        4096,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        1 << 20,
        1 << 24,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffffffffL,
        1L << 32,
        1L << 47,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };
    private static final List<String> DIGITS = List.of(
            "0",
            "1",
            "-1",
            "8",
            "00",
            "77777777777",
            "2147483648",
            "4294967296",
            "9223372036854775807",
            "99999999999999999999",
            "1e999",
            "0x7fffffffffffffff",
            "1.5",
            "");
    private static final List<String> NESTS =
            List.of("[", "{", "(", "[[", "{\"a\":", "a.", "a=[", "[a.", "\\", "\"", "'");
    private static final int MOST_ADDED = 1 << 16;

    private final Random random;

    public HostileBytes(long seed) {
        random = new Random(seed);
    }

    /** Returns one of the valid inputs with some damage, or rarely random bytes. */
    public byte[] from(List<byte[]> valid) {
        if (random.nextInt(100) == 0) {
            return noise(random.nextInt(4096));
        }
        byte[] bytes = pick(valid);
        for (int times = random.nextInt(4); times >= 0; times--) {
            bytes = damaged(bytes, valid);
        }
        return bytes;
    }

    /** Returns true once in this many calls, on average. */
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    private byte[] damaged(byte[] bytes, List<byte[]> valid) {
        if (bytes.length == 0) {
            return noise(16);
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, length());
        return switch (random.nextInt(11)) {
            case 0 -> replaced(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ (1 << random.nextInt(8)))});
            case 1 -> replaced(bytes, at, 1, noise(1));
            case 2, 3 -> overwritten(bytes, at, number());
            case 4 -> withOtherDigits(bytes, at);
            case 5 -> Arrays.copyOf(bytes, at);
            case 6 -> replaced(bytes, at, length, new byte[0]);
            case 7 -> replaced(bytes, at, 0, repeated(Arrays.copyOfRange(bytes, at, at + length)));
            case 8 -> overwritten(bytes, at, part(pick(valid)));
            case 9 -> replaced(bytes, at, 0, part(pick(valid)));
            default -> replaced(bytes, at, 0, repeated(pick(NESTS).getBytes(StandardCharsets.US_ASCII)));
        };
    }

    /** Returns a length that is often short, and otherwise a block or field size of the tested formats. */
    private int length() {
        return random.nextBoolean() ? 1 + random.nextInt(16) : 1 << random.nextInt(13);
    }

    private byte[] part(byte[] of) {
        int from = of.length == 0 ? 0 : random.nextInt(of.length);
        return Arrays.copyOfRange(of, from, Math.min(of.length, from + length()));
    }

    private byte[] number() {
        long number = NUMBERS[random.nextInt(NUMBERS.length)];
        byte[] bytes = new byte[1 << random.nextInt(4)];
        boolean littleEndian = random.nextBoolean();
        for (int i = 0; i < bytes.length; i++) {
            bytes[littleEndian ? i : bytes.length - 1 - i] = (byte) (number >>> (8 * i));
        }
        return bytes;
    }

    private byte[] withOtherDigits(byte[] bytes, int near) {
        int from = near;
        while (from < bytes.length && !isDigit(bytes[from])) {
            from++;
        }
        int to = from;
        while (to < bytes.length && isDigit(bytes[to])) {
            to++;
        }
        byte[] digits = pick(DIGITS).getBytes(StandardCharsets.US_ASCII);
        return random.nextBoolean() ? replaced(bytes, from, to - from, digits) : overwritten(bytes, from, digits);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private byte[] repeated(byte[] part) {
        int most = MOST_ADDED / Math.max(1, part.length);
        int times = random.nextBoolean() ? 1 + random.nextInt(4) : 1 + random.nextInt(Math.max(1, most));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] overwritten(byte[] bytes, int at, byte[] with) {
        int length = Math.min(with.length, bytes.length - at);
        return replaced(bytes, at, length, Arrays.copyOf(with, length));
    }

    private static byte[] replaced(byte[] bytes, int from, int length, byte[] with) {
        byte[] result = new byte[bytes.length - length + with.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(with, 0, result, from, with.length);
        System.arraycopy(bytes, from + length, result, from + with.length, bytes.length - from - length);
        return result;
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
