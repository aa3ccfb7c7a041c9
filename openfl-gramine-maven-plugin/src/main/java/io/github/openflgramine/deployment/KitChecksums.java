package io.github.openflgramine.deployment;

import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code SHA256SUMS} of a kit: a line for every other file, as {@code sha256sum --check} reads it. */
final class KitChecksums {

    static final String FILE = "SHA256SUMS";
    /** The signature of that file, as {@code openssl} writes and verifies it: its octets and nothing else. */
    static final String SIGNATURE = "SHA256SUMS.sig";

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})  ([^/].*)");

    private KitChecksums() {}

    static byte[] of(SortedMap<String, byte[]> files) {
        return digests(files).entrySet().stream()
                .map(file -> file.getValue() + "  " + file.getKey() + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Of all but directories and the checksums themselves. */
    static SortedMap<String, Sha256> digests(Map<String, byte[]> files) {
        SortedMap<String, Sha256> digests = new TreeMap<>();
        files.forEach((path, content) -> {
            if (!path.endsWith("/") && !path.equals(FILE) && !path.equals(SIGNATURE)) {
                digests.put(path, Sha256.digest(content));
            }
        });
        return digests;
    }

    /** Empty where a line is none. */
    static Optional<SortedMap<String, Sha256>> parse(byte[] text) {
        SortedMap<String, Sha256> digests = new TreeMap<>();
        for (String line : (Iterable<String>) new String(text, StandardCharsets.UTF_8).lines()::iterator) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            digests.put(matcher.group(2), Sha256.ofHex(matcher.group(1)));
        }
        return digests.isEmpty() ? Optional.empty() : Optional.of(digests);
    }
}
