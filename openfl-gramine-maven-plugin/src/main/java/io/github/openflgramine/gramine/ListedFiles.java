package io.github.openflgramine.gramine;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares all files that a signed manifest lists with the image's files, as Gramine does when the enclave opens them.
 *
 * @param absent the listed files that the image does not have
 * @param differences the listed files whose content differs
 */
record ListedFiles(List<TrustedFile> absent, List<Difference> differences) {

    ListedFiles {
        absent = List.copyOf(absent);
        differences = List.copyOf(differences);
    }

    /** Returns the LibOS and the trusted files that have a digest, from a manifest whose schema has been checked. */
    static List<TrustedEntry> entries(Manifest manifest) {
        List<TrustedEntry> listed = new ArrayList<>();
        LibOs.listed(manifest).ifPresent(listed::add);
        TrustedEntry.of(manifest, WorkingDirectory.NONE).stream()
                .filter(entry -> entry.sha256().isPresent() && !entry.isDirectory())
                .forEach(listed::add);
        return listed;
    }

    static ListedFiles compare(List<TrustedEntry> listed, ImageFilesystem image) {
        // Resolving a path hashes the files of its directory, so this uses all cores.
        TrustedEntryPath paths = new TrustedEntryPath(image);
        List<Optional<ImageNode>> nodes =
                listed.parallelStream().map(paths::resolve).toList();

        List<TrustedFile> absent = new ArrayList<>();
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            TrustedEntry entry = listed.get(i);
            String expected = entry.sha256().orElseThrow();
            if (nodes.get(i).isEmpty()) {
                absent.add(new TrustedFile(printable(entry), expected));
            } else {
                difference(entry, expected, nodes.get(i).get()).ifPresent(differences::add);
            }
        }
        return new ListedFiles(absent, differences);
    }

    private static Optional<Difference> difference(TrustedEntry entry, String expected, ImageNode node) {
        Optional<String> found = node.sha256().map(Sha256::hex);
        if (found.filter(expected::equalsIgnoreCase).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(Difference.between(
                printable(entry) + " is not the file that the manifest lists",
                expected,
                found.orElse(node.isDirectory() ? "a directory" : "a device, pipe or socket")));
    }

    /** Escapes a name for the console, because a name may contain any byte except NUL. */
    private static String printable(TrustedEntry entry) {
        return "file:" + ImagePath.of(entry.path()).printable();
    }
}
