package io.github.openflgramine.layers;

import io.github.openflgramine.Sha256;
import java.util.List;
import java.util.Map;

/**
 * One layer read: its entries in the archive's order, and the contents that were asked for, by their digest. The entries
 * depend on nothing but the layer's bytes.
 */
record Layer(List<LayerEntry> entries, Map<Sha256, byte[]> kept) {

    public Layer {
        entries = List.copyOf(entries);
        kept = Map.copyOf(kept);
    }
}
