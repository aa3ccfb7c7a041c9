package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The entries of {@code sgx.allowed_files}: files that the host may supply and change. An entry covers its path and
 * everything below it. It takes precedence over {@code sgx.trusted_files}, so a trusted file below an allowed
 * directory is not checked.
 */
public final class AllowedFiles {

    private final List<Entry> entries;

    /** {@code path} is empty for a device, and for a relative path of the host, which is not a path in the image. */
    private record Entry(String uri, Optional<ImagePath> path, String where) {

        boolean covers(ImagePath other) {
            return path.filter(other::startsWith).isPresent();
        }

        boolean isBelow(ImagePath other) {
            return path.filter(own -> own.startsWith(other)).isPresent();
        }
    }

    private AllowedFiles(List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads the entries of a manifest whose schema has been checked. */
    public static AllowedFiles of(Manifest manifest) {
        return of(manifest, WorkingDirectory.NONE);
    }

    static AllowedFiles of(Manifest manifest, WorkingDirectory directory) {
        List<Entry> entries = new ArrayList<>();
        List<?> declared = (List<?>) manifest.get("sgx", "allowed_files").orElse(List.of());
        for (int i = 0; i < declared.size(); i++) {
            String uri = (String) declared.get(i);
            String where = manifest.at(List.of("sgx", "allowed_files", i));
            entries.add(new Entry(uri, path(uri, directory), where));
        }
        return new AllowedFiles(entries);
    }

    private static Optional<ImagePath> path(String uri, WorkingDirectory directory) {
        return uri.startsWith(ManifestKeys.FILE)
                ? directory.resolve(uri.substring(ManifestKeys.FILE.length()))
                : Optional.empty();
    }

    /** Returns the entries, with their places in the manifest, that are neither one of these paths nor below one. */
    public List<String> beyond(List<ImagePath> paths) {
        return entries.stream()
                .filter(entry -> paths.stream().noneMatch(entry::isBelow))
                .map(entry -> entry.uri() + " (" + entry.where() + ")")
                .toList();
    }

    public boolean covers(ImagePath path) {
        return entries.stream().anyMatch(entry -> entry.covers(path));
    }

    /** Returns an error for each entry that covers one of these trusted files, with the first of them. */
    List<GraminizeException> covering(List<ImagePath> trusted) {
        return entries.stream()
                .flatMap(
                        entry -> trusted.stream().filter(entry::covers).limit(1).map(file -> covers(entry, file)))
                .toList();
    }

    private static GraminizeException covers(Entry entry, ImagePath trusted) {
        return new GraminizeException(
                "sgx.allowed_files lists %s (%s), which covers the trusted file %s, so Gramine would not check it."
                        .formatted(entry.uri(), entry.where(), trusted.printable()),
                "Allow only directories that the host fills, or remove that file from sgx.trusted_files.");
    }
}
