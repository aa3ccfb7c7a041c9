package io.github.openflgramine.deployment;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import java.util.Optional;

/**
 * Where a participant gets the image.
 *
 * @param reference by which the engine runs it: NAME:TAG, or a registry's NAME@sha256:… that the engine pulls
 * @param id by which the engine that built it knows it
 * @param archive which comes beside the kit; empty where the image comes from a registry
 */
record KitImage(String reference, ImageId id, Optional<Archive> archive) {

    /**
     * What {@code docker save} wrote.
     *
     * @param sha256 of its bytes; empty where it was not there when the kit was made
     */
    public record Archive(String name, Optional<Sha256> sha256) {}

    /** From a registry. */
    public static KitImage pulled(ImageReference reference, ImageId id) {
        return new KitImage(reference.toString(), id, Optional.empty());
    }

    /** What a compose file names: the registry's digest, or the id, which is another in some engines. */
    String inCompose() {
        return archive.isPresent() ? "${KIT_IMAGE:-" + id + "}" : reference;
    }

    public static KitImage beside(String name, ImageId id, Archive archive) {
        return new KitImage(name, id, Optional.of(archive));
    }
}
