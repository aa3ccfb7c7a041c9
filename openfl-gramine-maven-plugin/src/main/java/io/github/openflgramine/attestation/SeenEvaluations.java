package io.github.openflgramine.attestation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.HeldFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The highest tcbEvaluationDataNumber that this user has seen of each kind of processor. Intel's collateral counts for 30 days,
 * so a host could otherwise show a collateral from before its processor's vulnerability was known. The file has a line for each
 * root and kind of processor: SHA-256 of the root, FMSPC, number.
 *
 * @param file may be absent
 */
public record SeenEvaluations(Path file) {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64} [0-9a-f]{12}) ([0-9]{1,9})");

    /**
     * Returns the highest number seen; 0 if none was.
     *
     * @throws GraminizeException if the file is damaged
     */
    public int highest(TrustedRoot root, Octets fmspc) throws IOException {
        return read().getOrDefault(key(root, fmspc), 0);
    }

    /** Keeps numbers of verified collateral that are higher than the ones seen before. */
    public void raise(TrustedRoot root, Map<Octets, Integer> numbers) throws IOException {
        SortedMap<String, Integer> before = read();
        if (numbers.entrySet().stream()
                .allMatch(number -> number.getValue() <= before.getOrDefault(key(root, number.getKey()), 0))) {
            return;
        }
        try {
            HeldFile.during(file.resolveSibling(file.getFileName() + ".lock"), () -> {
                SortedMap<String, Integer> all = read();
                numbers.forEach((fmspc, number) -> all.merge(key(root, fmspc), number, Math::max));
                AtomicFiles.writePrivate(file, text(all).getBytes(StandardCharsets.US_ASCII));
            });
        } catch (IOException e) {
            throw new GraminizeException(
                    "The highest TCB evaluation number cannot be kept in %s: %s."
                            .formatted(file, e.getClass().getSimpleName()),
                    "Set XDG_STATE_HOME to a directory that this user can write and that is kept.",
                    e);
        }
    }

    private SortedMap<String, Integer> read() throws IOException {
        SortedMap<String, Integer> numbers = new TreeMap<>();
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return numbers;
        }
        for (String line : text.lines().toList()) {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches() || numbers.put(matcher.group(1), Integer.valueOf(matcher.group(2))) != null) {
                throw new GraminizeException(
                        "%s is damaged: its line %d is not ROOT FMSPC NUMBER.".formatted(file, numbers.size() + 1),
                        "Restore it, or delete it: then the numbers that were seen so far no longer protect.");
            }
        }
        return numbers;
    }

    private static String text(SortedMap<String, Integer> numbers) {
        return numbers.entrySet().stream()
                .map(number -> number.getKey() + " " + number.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private static String key(TrustedRoot root, Octets fmspc) {
        return root.sha256().hex() + " " + fmspc.hex();
    }
}
