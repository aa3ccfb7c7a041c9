package io.github.openflgramine.gramine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as manifests write it: a number, decimal or with 0x, and perhaps K, M or G.
 *
 * @param bytes at least 1, at most half of what an x86-64 process can address
 */
public record EnclaveSize(long bytes) {

    private static final long LARGEST = 1L << 46;
    private static final Pattern FORM = Pattern.compile("(?:0x([0-9a-fA-F]{1,16})|(0|[1-9][0-9]{0,17}))([KMG]?)");

    public EnclaveSize {
        if (bytes < 1 || bytes > LARGEST) {
            throw new IllegalArgumentException("no size of an enclave: " + bytes);
        }
    }

    /** Empty when it is no size. */
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

    /** SECS.SIZE has to be one (SDM volume 3D, table 34-2). */
    public boolean isPowerOfTwo() {
        return Long.bitCount(bytes) == 1;
    }

    /** The smallest power of two that holds so many bytes. */
    static EnclaveSize holding(long bytes) {
        return new EnclaveSize(bytes <= 1 ? 1 : Long.highestOneBit(bytes - 1) << 1);
    }

    /** In the largest unit that needs no fraction: {@code 4G}, {@code 1536M}. */
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
