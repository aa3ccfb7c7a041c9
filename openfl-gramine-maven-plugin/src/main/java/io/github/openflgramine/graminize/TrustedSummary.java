package io.github.openflgramine.graminize;

import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.trusted.EnclaveFiles;
import io.github.openflgramine.trusted.NamedFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers about the trusted files of an image's manifests.
 *
 * @param bytes the number of bytes that are hashed if all files are used
 * @param libraries the number of shared libraries among the files
 * @param largest the largest libraries
 */
record TrustedSummary(int files, long bytes, int libraries, long libraryBytes, List<StartCost.Library> largest) {

    private static final int MOST_SHOWN = 5;

    static TrustedSummary of(EnclaveFiles files, Set<ImagePath> listed) {
        Map<ImagePath, String> wanted = files.wanted(listed);
        List<NamedFile> trusted =
                listed.stream().flatMap(path -> files.file(path).stream()).toList();
        List<NamedFile> libraries =
                trusted.stream().filter(NamedFile::isSharedLibrary).toList();
        return new TrustedSummary(
                listed.size(),
                bytes(trusted),
                libraries.size(),
                bytes(libraries),
                libraries.stream()
                        .sorted(Comparator.comparingLong(NamedFile::size).reversed())
                        .limit(MOST_SHOWN)
                        .map(file -> new StartCost.Library(
                                file.path().printable(), file.size(), 0, wanted.getOrDefault(file.path(), "")))
                        .toList());
    }

    private static long bytes(List<NamedFile> files) {
        return files.stream().mapToLong(NamedFile::size).sum();
    }
}
