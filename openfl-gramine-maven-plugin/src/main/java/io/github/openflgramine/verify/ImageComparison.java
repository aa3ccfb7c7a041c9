package io.github.openflgramine.verify;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.image.ImageLayer;
import io.github.openflgramine.product.ImageContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares an image's configuration and layers with the expected ones. The digest of the configuration decides; the
 * rest names what differs. It covers everything that an engine uses: the configuration lists the layers' digests, and
 * the image's reader checks that layers have them.
 */
final class ImageComparison {

    private static final String NONE = "none";

    private final String source;
    private final ImageContent expected;
    private final ImageConfig found;
    private final List<ImageLayer> layers;
    private final LayerFiles files;
    private final List<Difference> differences = new ArrayList<>();

    private ImageComparison(ExpectedContent expected, ImageConfig found, List<ImageLayer> layers, LayerFiles files) {
        this.source = expected.source();
        this.expected = expected.content();
        this.found = found;
        this.layers = layers;
        this.files = files;
    }

    /** @param files names the files of layers that differ */
    static List<Difference> differences(ExpectedContent expected, Image image, LayerFiles files) {
        Optional<ImageConfig> config = image.config();
        if (config.isEmpty()) {
            return List.of(Difference.of("it is a root file system without configuration and layers, which "
                    + expected.source() + " describes"));
        }
        if (config.get().id().equals(expected.content().config())) {
            return List.of();
        }
        ImageComparison comparison = new ImageComparison(expected, config.get(), image.layers(), files);
        comparison.compareLayers();
        comparison.compareSettings();
        comparison.compareRest();
        return comparison.differences;
    }

    /** Layers that only one side has are found between the equal ones at the bottom and at the top. */
    private void compareLayers() {
        List<Sha256> before = expected.diffIds();
        List<Sha256> now = found.diffIds();
        int least = Math.min(before.size(), now.size());
        int bottom = 0;
        while (bottom < least && before.get(bottom).equals(now.get(bottom))) {
            bottom++;
        }
        int top = 0;
        while (top < least - bottom && before.get(before.size() - 1 - top).equals(now.get(now.size() - 1 - top))) {
            top++;
        }
        for (int place = bottom; place < Math.max(before.size(), now.size()) - top; place++) {
            Optional<Sha256> wanted = at(before, place, top);
            Optional<Sha256> there = at(now, place, top);
            String changes = there.isPresent() ? files.of(layers.get(place)) : "";
            String what = wanted.isEmpty()
                    ? "layer %d of %d is not in %s%s".formatted(place + 1, now.size(), source, changes)
                    : there.isEmpty()
                            ? "layer %d of %d in %s is missing".formatted(place + 1, before.size(), source)
                            : "layer %d of %d differs from %s%s".formatted(place + 1, now.size(), source, changes);
            differences.add(Difference.between(
                    what,
                    wanted.map(Sha256::prefixed).orElse(NONE),
                    there.map(Sha256::prefixed).orElse(NONE)));
        }
    }

    private static Optional<Sha256> at(List<Sha256> diffIds, int place, int top) {
        return place < diffIds.size() - top ? Optional.of(diffIds.get(place)) : Optional.empty();
    }

    private void compareSettings() {
        if (expected.settings().isEmpty()) {
            return;
        }
        Set<String> names = new TreeSet<>(expected.settings().keySet());
        names.addAll(found.settings().keySet());
        for (String name : names) {
            String wanted = expected.settings().getOrDefault(name, NONE);
            String there = found.settings().getOrDefault(name, NONE);
            if (!wanted.equals(there)) {
                differences.add(Difference.between(
                        "%s in the image's configuration differs from %s".formatted(name, source), wanted, there));
            }
        }
    }

    private void compareRest() {
        if (differences.isEmpty()) {
            differences.add(Difference.between(
                    "the image's configuration differs from %s, in parts that are not compared one by one"
                            .formatted(source),
                    expected.config().prefixed(),
                    found.id().prefixed()));
        }
    }
}
