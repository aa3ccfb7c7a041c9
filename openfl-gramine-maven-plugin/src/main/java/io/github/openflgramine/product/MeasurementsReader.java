package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.sgx.EnclaveAttributes;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads the measurements.json of a build of this workspace, in any version. All fields must be present. */
public final class MeasurementsReader {

    private static final String REMEDY = "Build the image again: mvn package";

    private MeasurementsReader() {}

    /**
     * Reads the document.
     *
     * @throws GraminizeException if the file does not exist, is newer than this plugin, or is damaged
     */
    public static Measurements read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new GraminizeException("There is no " + file + ".", "Build the image first: mvn package");
        }
        return measurements(MeasurementsDocument.parse(Content.of(file).bytes(), file.toString(), REMEDY)
                .root());
    }

    private static Measurements measurements(JsonPart root) {
        boolean signed = root.require(MeasurementsFields.SIGNED);
        int version = root.find(MeasurementsFields.VERSION).orElse(1);
        Map<Role, EnclaveMeasurements> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            roles.put(role, enclave(root.part(MeasurementsFields.ROLES).part(role.toString()), signed, version));
        }
        return new Measurements(
                root.require(MeasurementsFields.WORKSPACE),
                root.require(MeasurementsFields.IMAGE),
                root.require(MeasurementsFields.FIRST_IMAGE_ID),
                new SoftwareVersions(
                        root.require(MeasurementsFields.GRAMINE),
                        root.require(MeasurementsFields.OPENFL),
                        root.require(MeasurementsFields.PYTHON)),
                roles,
                root.find(MeasurementsFields.IMAGE_ID),
                content(root),
                root.find(MeasurementsFields.IMAGE_REFERENCE));
    }

    /** Returns the content of the final image; empty if the document has none. */
    static Optional<ImageContent> content(JsonPart root) {
        if (!root.node().has(MeasurementsFields.CONTENT)) {
            return Optional.empty();
        }
        JsonPart content = root.part(MeasurementsFields.CONTENT);
        return Optional.of(new ImageContent(
                content.require(MeasurementsFields.CONFIG_DIGEST),
                content.require(MeasurementsFields.DIFF_IDS),
                content.require(MeasurementsFields.SETTINGS)));
    }

    private static EnclaveMeasurements enclave(JsonPart part, boolean signed, int version) {
        EnclaveIdentity identity = new EnclaveIdentity(
                part.require(MeasurementsFields.MRENCLAVE),
                attributes(part.part(MeasurementsFields.ATTRIBUTES)),
                part.require(MeasurementsFields.ISV_PROD_ID),
                part.require(MeasurementsFields.ISV_SVN),
                signed ? part.require(MeasurementsFields.DATE) : SigstructDate.NONE);
        return new EnclaveMeasurements(
                identity,
                signed ? Optional.of(part.require(MeasurementsFields.MRSIGNER)) : Optional.empty(),
                new EnclaveMeasurements.Settings(
                        part.require(MeasurementsFields.ENCLAVE_SIZE),
                        part.require(MeasurementsFields.MAX_THREADS),
                        part.require(MeasurementsFields.REMOTE_ATTESTATION),
                        part.require(MeasurementsFields.MANIFEST_SHA256),
                        part.require(MeasurementsFields.TRUSTED_FILES),
                        flag(part, MeasurementsFields.SEALED, version),
                        part.find(MeasurementsFields.ENCRYPTED_DATA).orElse(false),
                        flag(part, MeasurementsFields.ATTESTED, version)));
    }

    /** Returns a flag that documents have from version 4 on. */
    private static boolean flag(JsonPart part, JsonField<Boolean> field, int version) {
        return version < 4 ? part.find(field).orElse(false) : part.require(field);
    }

    private static EnclaveAttributes attributes(JsonPart part) {
        return new EnclaveAttributes(
                part.require(MeasurementsFields.FLAGS),
                part.require(MeasurementsFields.FLAGS_MASK),
                part.require(MeasurementsFields.XFRM),
                part.require(MeasurementsFields.XFRM_MASK),
                part.require(MeasurementsFields.MISC_SELECT).intValue(),
                part.require(MeasurementsFields.MISC_MASK).intValue());
    }
}
