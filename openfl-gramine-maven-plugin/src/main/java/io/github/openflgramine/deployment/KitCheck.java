package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.release.ReleasePublicKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Checks that a kit is complete and who released it. */
public final class KitCheck {

    static final String AGAIN = "Do not use it. Get it again, and ask the sender.";

    private KitCheck() {}

    /**
     * Checks a kit and returns the results by name.
     *
     * @param key the release's public key, received out of band; if null, the signature is not checked
     * @throws GraminizeException at the first error
     */
    public static Map<String, Object> check(Path path, @Nullable ReleasePublicKey key) throws IOException {
        String shown = "openfl.kit=" + path;
        ReceivedKit kit = KitReader.read(path, shown);
        byte[] sums = kit.content(KitChecksums.FILE)
                .orElseThrow(
                        () -> new GraminizeException(
                                shown + " has no " + KitChecksums.FILE + ", so it is not a kit.",
                                "Give the archive made by mvn openfl-gramine:deployment, or the directory it was unpacked to."));
        Optional<byte[]> signature = kit.content(KitChecksums.SIGNATURE);
        if (key != null && signature.filter(bytes -> key.verifies(sums, bytes)).isEmpty()) {
            throw new GraminizeException(
                    shown + (signature.isPresent() ? " is not signed by the key " + key.id() + "." : " is not signed."),
                    AGAIN);
        }
        boolean archive = !Files.isDirectory(path);
        compare(shown, kit, sums, archive);
        if (archive) {
            KitFormat.require(shown, kit, sums);
        }
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("kit", kit.name());
        found.put("files", KitChecksums.parse(sums).map(Map::size).orElse(0));
        found.put("verdict", key == null ? "whole" : "as released");
        found.put(
                "proves",
                key != null
                        ? "Every file is as released by the holder of key " + key.id() + "."
                        : "The kit is consistent with its own checksums; who built it is not checked. Give the releaser's public key"
                                + ": openfl.releasePublicKey.");
        return found;
    }

    /** @param alone whether unlisted files are refused, as in an archive */
    private static void compare(String shown, ReceivedKit kit, byte[] sums, boolean alone) {
        SortedMap<String, Sha256> expected = KitChecksums.parse(sums)
                .orElseThrow(() -> new GraminizeException(shown + " has a damaged " + KitChecksums.FILE + ".", AGAIN));
        SortedMap<String, KitFile> found = kit.files();
        expected.forEach((file, digest) -> {
            String present = found.containsKey(file) ? found.get(file).sha256().hex() : "no such file";
            if (!digest.hex().equals(present)) {
                throw new GraminizeException(
                        "%s: %s differs from the released file. SHA-256:%n    expected  %s%n    found     %s%n"
                                .formatted(shown, file, digest, present),
                        AGAIN);
            }
        });
        for (String file : found.keySet()) {
            if (alone && !expected.containsKey(file)) {
                throw new GraminizeException(
                        "%s contains %s, which was not released with it.".formatted(shown, file), AGAIN);
            }
        }
        SortedSet<String> keys = KitFile.withPrivateKey(found);
        keys.retainAll(expected.keySet());
        if (!keys.isEmpty()) {
            throw new GraminizeException(
                    "%s contains a private key: %s. Others may have it.".formatted(shown, String.join(", ", keys)),
                    AGAIN);
        }
    }
}
