package io.github.openflgramine.image;

import io.github.openflgramine.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An image's configuration: OCI image specification 1.1, "OCI Image Configuration".
 *
 * @param id digest of the configuration's bytes; Docker's image id
 * @param json the unchanged text of the configuration
 * @param diffIds digests of the uncompressed layers, lowest first
 * @param labels the labels set by LABEL
 * @param settings what an engine takes from it to run a container, by name, each value as text: the platform, and the
 * properties of {@code config} with a dot before the name of a variable, label, port or volume, such as {@code
 * Env.PATH}. Empty values are omitted
 */
public record ImageConfig(
        Sha256 id, String json, List<Sha256> diffIds, Map<String, String> labels, SortedMap<String, String> settings) {

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }
}
