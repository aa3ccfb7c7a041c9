package io.github.openflgramine.gramine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as written in manifests: a decimal or 0x-prefixed number, optionally with K, M or G.
 *
 * @param bytes at least 1, at most half of the address space of an x86-64 process
 */
public record EnclaveSize(long bytes) {

    private static final long LARGEST = 1L << 46;
    private static final Pattern FORM = Pattern.compile("(?:0x([0-9a-fA-F]{1,16})|(0|[1-9][0-9]{0,17}))([KMG]?)");

    public EnclaveSize {
        if (bytes < 1 || bytes > LARGEST) {
            throw new IllegalArgumentException("no size of an enclave: " + bytes);
        }
    }

    /** Parses a size. Returns empty if it is invalid. */
    public static Optional<EnclaveSize> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long number = matcher.group(1) != null
                ? Long.parseUnsignedLong(matcher.group(1), 16)
                : Long.parseLong(matcher.group(2));
        long unit = 1L << unitBits(matcher.group(3));
        return number < 1 || number > LARGEST / unit ? Optional.empty() : Optional.of(new EnclaveSize(number * unit));
    }

    private static int unitBits(String suffix) {
        return switch (suffix) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            default -> 0;
        };
    }

    /** Returns whether the size is a power of two, as SECS.SIZE must be (SDM volume 3D, table 34-2). */
    public boolean isPowerOfTwo() {
        return Long.bitCount(bytes) == 1;
    }

    /** Returns the smallest power of two that is at least this many bytes. */
    static EnclaveSize holding(long bytes) {
        return new EnclaveSize(bytes <= 1 ? 1 : Long.highestOneBit(bytes - 1) << 1);
    }

    /** Returns the size in the largest unit that needs no fraction, for example {@code 4G} or {@code 1536M}. */
    @Override
    public String toString() {
        for (int bits = 30; bits > 0; bits -= 10) {
            if (bytes % (1L << bits) == 0) {
                return (bytes >> bits) + Character.toString("KMG".charAt(bits / 10 - 1));
            }
        }
        return Long.toString(bytes);
    }
}
