package io.github.openflgramine.deployment;

import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code SHA256SUMS} of a kit: a line for every other file, in the format of {@code sha256sum --check}. */
final class KitChecksums {

    static final String FILE = "SHA256SUMS";
    /** The file with its signature, as {@code openssl} writes and verifies it: only the bytes of the signature. */
    static final String SIGNATURE = "SHA256SUMS.sig";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/].*)");

    private KitChecksums() {}

    /** Returns the text for these files, which must not include the checksums themselves or their signature. */
    static byte[] of(SortedMap<String, KitFile> files) {
        SortedMap<String, Sha256> digests = new TreeMap<>();
        files.forEach((path, file) -> digests.put(path, file.sha256()));
        return text(digests);
    }

    private static byte[] text(SortedMap<String, Sha256> digests) {
        return digests.entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Parses the file; returns empty if {@link #of} does not write it like this. */
    static Optional<SortedMap<String, Sha256>> parse(byte[] text) {
        SortedMap<String, Sha256> digests = new TreeMap<>();
        for (String line : (Iterable<String>) new String(text, StandardCharsets.UTF_8).lines()::iterator) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            digests.put(matcher.group(2), Sha256.ofHex(matcher.group(1)));
        }
        return digests.isEmpty() || !Arrays.equals(text(digests), text) ? Optional.empty() : Optional.of(digests);
    }
}
