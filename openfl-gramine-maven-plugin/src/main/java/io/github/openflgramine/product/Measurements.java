package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of {@code measurements.json}, with which a receiver compares an image. {@code graminize} writes it,
 * {@code attach} adds the final image's id and content, {@code attach-reference} its digest in the registry.
 *
 * @param image the final image's name
 * @param firstImageId the id of the first image
 * @param roles the enclaves of all roles
 * @param imageId the id of the final image; empty until it is built
 * @param content what an engine uses of the final image; empty until it is built, and in documents before version 3
 * @param imageReference the final image in a registry; empty if it is in none
 */
public record Measurements(
        String workspace,
        String image,
        ImageId firstImageId,
        SoftwareVersions versions,
        Map<Role, EnclaveMeasurements> roles,
        Optional<ImageId> imageId,
        Optional<ImageContent> content,
        Optional<ImageReference> imageReference) {

    /** The file's name. */
    public static final String FILE = "measurements.json";

    /** The version of the format that is written. Documents without a version have version 1. */
    static final int VERSION = 4;

    public Measurements {
        Map<Role, EnclaveMeasurements> copy = new EnumMap<>(roles);
        if (copy.size() != Role.values().length) {
            throw new IllegalArgumentException("every role is measured, not only " + copy.keySet());
        }
        roles = Collections.unmodifiableMap(copy);
    }

    /** Creates the measurements of an image that is not built yet. */
    public static Measurements of(
            String workspace,
            String image,
            ImageId firstImageId,
            GramineInstallation gramine,
            PythonInstallation python,
            Map<Role, SignedRole> signed) {
        Map<Role, EnclaveMeasurements> roles = new EnumMap<>(Role.class);
        signed.forEach((role, enclave) -> roles.put(role, EnclaveMeasurements.of(enclave)));
        return new Measurements(
                workspace,
                image,
                firstImageId,
                new SoftwareVersions(gramine.version().toString(), python.openfl(), python.version()),
                roles,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public EnclaveMeasurements of(Role role) {
        return Optional.ofNullable(roles.get(role)).orElseThrow();
    }

    /** Returns the roles whose certificates stand for enclaves. */
    public Set<Role> attested() {
        Set<Role> attested = EnumSet.noneOf(Role.class);
        roles.forEach((role, enclave) -> {
            if (enclave.settings().attested()) {
                attested.add(role);
            }
        });
        return attested;
    }

    /** Returns whether each role has a SIGSTRUCT. */
    public boolean signed() {
        return roles.values().stream().allMatch(role -> role.mrsigner().isPresent());
    }

    /**
     * Returns the final image's id.
     *
     * @throws GraminizeException with this remedy, if the image is not built yet
     */
    public ImageId requireImageId(String remedy) {
        return imageId.orElseThrow(() -> new GraminizeException(FILE + " does not name its image yet.", remedy));
    }

    /** Returns these measurements with the final image's id in the engine that built it, and its content. */
    public Measurements withImage(ImageId id, ImageContent built) {
        return new Measurements(
                workspace, image, firstImageId, versions, roles, Optional.of(id), Optional.of(built), imageReference);
    }

    public Measurements withImageReference(ImageReference reference) {
        return new Measurements(
                workspace, image, firstImageId, versions, roles, imageId, content, Optional.of(reference));
    }
}
