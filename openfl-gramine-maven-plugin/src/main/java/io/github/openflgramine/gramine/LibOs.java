package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.toml.TomlTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The digest of the LibOS, {@code loader.entrypoint.sha256}. Gramine 1.8 and newer load no other first program. */
final class LibOs {

    private static final List<String> KEY = List.of("loader", "entrypoint", "uri");

    private LibOs() {}

    /** Adds the digest if the entry point is a table without one. */
    static void addDigest(
            Map<String, Object> document, Manifest manifest, ImageFilesystem image, WorkingDirectory directory) {
        Optional<String> uri = manifest.get("loader", "entrypoint", "uri").map(String.class::cast);
        if (uri.isPresent() && manifest.get("loader", "entrypoint", "sha256").isEmpty()) {
            TomlTree.table(TomlTree.table(document, "loader"), "entrypoint")
                    .put("sha256", digest(uri.get(), manifest, image, directory));
        }
    }

    /**
     * Returns the entry point of a signed manifest as an entry to compare; empty if it has no digest, as before
     * Gramine 1.8.
     */
    static Optional<TrustedEntry> listed(Manifest manifest) {
        Optional<String> sha256 = manifest.get("loader", "entrypoint", "sha256").map(String.class::cast);
        return sha256.flatMap(any -> manifest.get("loader", "entrypoint", "uri"))
                .map(uri -> entry((String) uri, sha256.orElseThrow(), manifest));
    }

    private static TrustedEntry entry(String uri, String sha256, Manifest manifest) {
        String path = absolute(uri, manifest, WorkingDirectory.NONE);
        return new TrustedEntry(uri, path, Optional.of(sha256), () -> manifest.at(KEY));
    }

    private static String digest(String uri, Manifest manifest, ImageFilesystem image, WorkingDirectory directory) {
        TrustedEntry entry =
                new TrustedEntry(uri, absolute(uri, manifest, directory), Optional.empty(), () -> manifest.at(KEY));
        return new TrustedEntryPath(image)
                .resolve(entry)
                .flatMap(ImageNode::sha256)
                .orElseThrow(() -> refused(uri, "the image has no such file", manifest))
                .hex();
    }

    private static String absolute(String uri, Manifest manifest, WorkingDirectory directory) {
        return directory
                .absolute(TrustedEntry.path(uri))
                .orElseThrow(() -> refused(uri, "expected \"file:\" and an absolute path", manifest));
    }

    private static GraminizeException refused(String uri, String problem, Manifest manifest) {
        return new GraminizeException(
                "loader.entrypoint.uri is \"%s\" (%s): %s.".formatted(uri, manifest.at(KEY), problem),
                "Use the path of Gramine's libsysdb.so in the image.");
    }
}
