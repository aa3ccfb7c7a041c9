package io.github.openflgramine.verify;

import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.image.ImageLayer;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.ImagePaths;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names the files in a layer that no manifest lists. Listed ones are hashed and compared anyway. First come the ones
 * that run before an enclave does: the plugin's own, the dynamic linker's and Gramine's.
 */
final class LayerFiles {

    private static final int MOST_NAMED = 10;
    private static final ImagePath PRELOAD = ImagePath.of("/etc/ld.so.preload");

    private final Set<ImagePath> listed = new HashSet<>();

    LayerFiles(Collection<FinalManifest> manifests) {
        manifests.forEach(manifest -> listed.addAll(manifest.trustedPaths()));
    }

    /** Returns {@code  (has PATH, PATH and 3 more)}; empty if the layer changes no file. */
    String of(ImageLayer layer) {
        List<String> changes = Stream.concat(
                        layer.files().stream()
                                .filter(path -> !listed.contains(path))
                                .sorted(Comparator.comparingInt(LayerFiles::rank)
                                        .thenComparing(ImagePath::value))
                                .map(ImagePath::printable),
                        layer.removed().stream()
                                .sorted(Comparator.comparing(ImagePath::value))
                                .map(path -> path.printable() + " removed"))
                .distinct()
                .toList();
        if (changes.isEmpty()) {
            return layer.files().isEmpty() ? "" : " (has only files that manifests list)";
        }
        int more = changes.size() - MOST_NAMED;
        return " (has " + String.join(", ", changes.subList(0, Math.min(changes.size(), MOST_NAMED)))
                + (more > 0 ? " and " + more + " more" : "") + ")";
    }

    private static int rank(ImagePath path) {
        if (path.equals(PRELOAD)) {
            return 0;
        }
        if (path.value().startsWith(ImagePaths.PRODUCT + "/")) {
            return 1;
        }
        return path.value().contains("gramine") ? 2 : 3;
    }
}
