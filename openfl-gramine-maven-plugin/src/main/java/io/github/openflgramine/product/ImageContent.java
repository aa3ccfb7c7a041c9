package io.github.openflgramine.product;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageConfig;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an engine uses of the final image, in the same form for all engines. The configuration's digest covers the
 * others: it contains the layers' digests and the settings, which are here to name what differs.
 *
 * @param config digest of the configuration (OCI image specification 1.1, "ImageID")
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param settings see {@link ImageConfig#settings}; empty if they are not known
 */
public record ImageContent(Sha256 config, List<Sha256> diffIds, SortedMap<String, String> settings) {

    public ImageContent {
        diffIds = List.copyOf(diffIds);
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    public static ImageContent of(ImageConfig config) {
        return new ImageContent(config.id(), config.diffIds(), config.settings());
    }
}
