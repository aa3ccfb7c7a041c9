package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a participant gets the image.
 *
 * @param reference by which the engine runs it: NAME:TAG, or a registry's NAME@sha256:… that the engine pulls
 * @param id {@code sha256:…}, by which the engine that built it knows it
 * @param archive which comes beside the kit; empty where the image comes from a registry
 */
record KitImage(String reference, String id, Optional<Archive> archive) {

    /**
     * What {@code docker save} wrote.
     *
     * @param sha256 of its bytes; empty where it was not there when the kit was made
     */
    public record Archive(String name, Optional<Sha256> sha256) {}

    private static final Pattern PINNED = Pattern.compile("[^\\s@'\"]+@sha256:[0-9a-f]{64}");

    /** From a registry: only a digest names one image for good. */
    public static KitImage pulled(String reference, String id) {
        if (!PINNED.matcher(reference).matches()) {
            throw new GraminizeException(
                    "openfl.imageReference=" + reference + " is a tag, which can move to another image.",
                    "Use the digest that docker push shows: registry.example.org/team/demo@sha256:…");
        }
        return new KitImage(reference, id, Optional.empty());
    }

    /** What a compose file names: the registry's digest, or the id, which is another in some engines. */
    String inCompose() {
        return archive.isPresent() ? "${KIT_IMAGE:-" + id + "}" : reference;
    }

    public static KitImage beside(String name, String id, Archive archive) {
        return new KitImage(name, id, Optional.of(archive));
    }
}
