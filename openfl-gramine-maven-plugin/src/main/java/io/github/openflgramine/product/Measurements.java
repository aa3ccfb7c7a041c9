package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a receiver compares an image with: the content of {@code measurements.json}. {@code graminize} writes it, {@code attach}
 * adds the final image's id, {@code attach-reference} the registry's digest of it.
 *
 * @param image the final image's name
 * @param firstImageId of the image that the final one was built from
 * @param roles all of them
 * @param imageId of the final image; empty until it is built
 * @param imageReference empty for an image that is in no registry
 */
public record Measurements(
        String workspace,
        String image,
        ImageId firstImageId,
        SoftwareVersions versions,
        Map<Role, EnclaveMeasurements> roles,
        Optional<ImageId> imageId,
        Optional<ImageReference> imageReference) {

    /** The document's name. */
    public static final String FILE = "measurements.json";

    /** The version of the documents that are written. Those without one are version 1. */
    static final int VERSION = 2;

    public Measurements {
        Map<Role, EnclaveMeasurements> copy = new EnumMap<>(roles);
        if (copy.size() != Role.values().length) {
            throw new IllegalArgumentException("every role is measured, not only " + copy.keySet());
        }
        roles = Collections.unmodifiableMap(copy);
    }

    /** Of an image that is yet to be built. */
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
                Optional.empty());
    }

    public EnclaveMeasurements of(Role role) {
        return Optional.ofNullable(roles.get(role)).orElseThrow();
    }

    /** Whether each role has its SIGSTRUCT. */
    public boolean signed() {
        return roles.values().stream().allMatch(role -> role.mrsigner().isPresent());
    }

    /**
     * The final image's id.
     *
     * @throws GraminizeException with this remedy, where the image is not built yet
     */
    public ImageId requireImageId(String remedy) {
        return imageId.orElseThrow(() -> new GraminizeException(FILE + " does not name its image yet.", remedy));
    }

    public Measurements withImageId(ImageId id) {
        return new Measurements(workspace, image, firstImageId, versions, roles, Optional.of(id), imageReference);
    }

    public Measurements withImageReference(ImageReference reference) {
        return new Measurements(workspace, image, firstImageId, versions, roles, imageId, Optional.of(reference));
    }
}
