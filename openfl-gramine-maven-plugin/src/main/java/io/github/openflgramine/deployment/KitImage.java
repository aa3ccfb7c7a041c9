package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.tar.NameBytes;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The source of a participant's image.
 *
 * @param reference the name with which the engine runs it: NAME:TAG, or a registry's NAME@sha256:… to pull
 * @param id its id in the engine that built it
 * @param content digests of its configuration, which is its id in engines without containerd's image store, and of its
 * layers; empty if a build before version 3 of measurements.json made it
 * @param archive the archive alongside the kit; empty if the image comes from a registry
 */
record KitImage(String reference, ImageId id, Optional<ImageContent> content, Optional<Archive> archive) {

    private static final Pattern FILE = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z._-]*");

    KitImage {
        if (ImageReference.parse(reference).isEmpty() && !ImageNames.isTagged(reference)) {
            throw new GraminizeException(
                    "'" + NameBytes.printable(reference) + "' cannot be the name of an image in a kit.",
                    "Expected NAME:TAG, or REPOSITORY@sha256:… in a registry.");
        }
    }

    /**
     * An archive written by {@code docker save}.
     *
     * @param sha256 digest of its bytes
     */
    record Archive(String name, Sha256 sha256) {
        Archive {
            if (!FILE.matcher(name).matches()) {
                throw new GraminizeException(
                        "'" + NameBytes.printable(name) + "' cannot be the name of an archive in a kit.",
                        "Use letters, digits and . _ - for the project's artifactId.");
            }
        }
    }

    /** Returns an image to pull from a registry. */
    public static KitImage pulled(ImageReference reference, ImageId id, Measurements measurements) {
        return new KitImage(reference.toString(), id, measurements.content(), Optional.empty());
    }

    /** Returns the ids by which an engine may know the image. */
    List<ImageId> ids() {
        return Stream.concat(Stream.of(id), content.map(ImageContent::config).map(ImageId::new).stream())
                .distinct()
                .toList();
    }

    /** Returns the digests of the uncompressed layers, lowest first; empty if they are not known. */
    List<Sha256> layers() {
        return content.map(ImageContent::diffIds).orElse(List.of());
    }

    /**
     * Returns the image's name in a compose file: its digest in the registry, or its id, which differs between engines.
     */
    String inCompose() {
        return archive.isPresent() ? "${KIT_IMAGE:-" + id + "}" : reference;
    }

    public static KitImage archived(ImageId id, Measurements measurements, Archive archive) {
        return new KitImage(measurements.image(), id, measurements.content(), Optional.of(archive));
    }
}
