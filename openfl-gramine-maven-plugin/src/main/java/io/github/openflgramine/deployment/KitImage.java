package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a participant gets the image.
 *
 * @param reference by which the engine runs it: NAME:TAG, or a registry's NAME@sha256:… that the engine pulls
 * @param id {@code sha256:…}, the digest of its configuration
 * @param archive the name of its archive, which comes beside the kit; empty where it comes from a registry
 */
public record KitImage(String reference, String id, Optional<String> archive) {

    private static final Pattern PINNED = Pattern.compile("[^\\s@'\"]+@sha256:[0-9a-f]{64}");

    /** From a registry: only a digest names one image for good. */
    public static KitImage pulled(String reference, String id) {
        if (!PINNED.matcher(reference).matches()) {
            throw new GraminizeException(
                    "openfl.imageReference=" + reference + " does not name one image for good: a tag can be moved.",
                    "Give it with the digest that docker push shows: registry.example.org/team/demo@sha256:…");
        }
        return new KitImage(reference, id, Optional.empty());
    }

    /** What an engine takes for this image alone: the registry's digest, or the id. */
    String exact() {
        return archive.isPresent() ? id : reference;
    }

    public static KitImage beside(String name, String id, String archive) {
        return new KitImage(name, id, Optional.of(archive));
    }
}
