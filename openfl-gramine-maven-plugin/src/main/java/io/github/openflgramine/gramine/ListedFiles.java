package io.github.openflgramine.gramine;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that a signed manifest lists, each compared with what the image has under its name: what Gramine does when the
 * enclave opens them, for all of them at once.
 *
 * @param absent those of which the image has nothing
 * @param differences those of which it has something else
 */
record ListedFiles(List<TrustedFile> absent, List<Difference> differences) {

    ListedFiles {
        absent = List.copyOf(absent);
        differences = List.copyOf(differences);
    }

    /** The LibOS and the trusted files of a manifest whose schema has been checked, as far as they have a digest. */
    static List<TrustedEntry> entries(Manifest manifest) {
        List<TrustedEntry> listed = new ArrayList<>();
        LibOs.listed(manifest).ifPresent(listed::add);
        TrustedEntry.of(manifest).stream()
                .filter(entry -> entry.sha256().isPresent() && !entry.isDirectory())
                .forEach(listed::add);
        return listed;
    }

    static ListedFiles compare(List<TrustedEntry> listed, ImageFilesystem image) {
        // A directory's files are hashed when they are asked for, so they are asked for on all cores.
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

    /** For consoles: a name may hold anything but NUL. */
    private static String printable(TrustedEntry entry) {
        return "file:" + ImagePath.of(entry.path()).printable();
    }
}
