package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.sgx.EnclaveAttributes;
import java.io.IOException;
import java.nio.file.Path;

/** Writes measurements.json in its newest version, and parts of it for other documents. */
public final class MeasurementsWriter {

    private MeasurementsWriter() {}

    public static void write(Path file, Measurements measurements) throws IOException {
        AtomicFiles.write(file, JsonText.of(tree(measurements)));
    }

    private static ObjectNode tree(Measurements measurements) {
        ObjectNode tree = JsonText.newTree();
        tree.put(MeasurementsFields.VERSION.name(), Measurements.VERSION);
        tree.put(MeasurementsFields.WORKSPACE.name(), measurements.workspace());
        tree.put(MeasurementsFields.IMAGE.name(), measurements.image());
        tree.put(MeasurementsFields.SIGNED.name(), measurements.signed());
        putOrigin(tree, measurements);
        ObjectNode roles = tree.putObject(MeasurementsFields.ROLES);
        measurements.roles().forEach((role, enclave) -> roles.set(role.toString(), tree(enclave)));
        measurements.imageId().ifPresent(id -> tree.put(MeasurementsFields.IMAGE_ID.name(), id.toString()));
        measurements.content().ifPresent(content -> put(tree.putObject(MeasurementsFields.CONTENT), content));
        measurements
                .imageReference()
                .ifPresent(reference -> tree.put(MeasurementsFields.IMAGE_REFERENCE.name(), reference.toString()));
        return tree;
    }

    /** Returns the fields about the image, without its enclaves. */
    public static ObjectNode origin(Measurements measurements) {
        ObjectNode tree = JsonText.newTree();
        tree.put(MeasurementsFields.WORKSPACE.name(), measurements.workspace());
        tree.put(MeasurementsFields.IMAGE.name(), measurements.image());
        putOrigin(tree, measurements);
        return tree;
    }

    private static void put(ObjectNode tree, ImageContent content) {
        tree.put(MeasurementsFields.CONFIG_DIGEST.name(), content.config().prefixed());
        ArrayNode diffIds = tree.putArray(MeasurementsFields.DIFF_IDS.name());
        content.diffIds().forEach(diffId -> diffIds.add(diffId.prefixed()));
        ObjectNode settings = tree.putObject(MeasurementsFields.SETTINGS.name());
        content.settings().forEach(settings::put);
    }

    private static void putOrigin(ObjectNode tree, Measurements measurements) {
        tree.put(
                MeasurementsFields.FIRST_IMAGE_ID.name(),
                measurements.firstImageId().toString());
        tree.put(MeasurementsFields.GRAMINE.name(), measurements.versions().gramine());
        tree.put(MeasurementsFields.OPENFL.name(), measurements.versions().openfl());
        tree.put(MeasurementsFields.PYTHON.name(), measurements.versions().python());
    }

    /** Returns the fields about one enclave. */
    public static ObjectNode tree(EnclaveMeasurements enclave) {
        ObjectNode tree = JsonText.newTree();
        tree.put(
                MeasurementsFields.MRENCLAVE.name(),
                enclave.identity().mrenclave().hex());
        enclave.mrsigner().ifPresent(mrsigner -> {
            tree.put(MeasurementsFields.MRSIGNER.name(), mrsigner.hex());
            tree.put(MeasurementsFields.DATE.name(), enclave.identity().date().toString());
        });
        tree.put(MeasurementsFields.ISV_PROD_ID.name(), enclave.identity().isvProdId());
        tree.put(MeasurementsFields.ISV_SVN.name(), enclave.identity().isvSvn());
        EnclaveAttributes attributes = enclave.identity().attributes();
        tree.put(MeasurementsFields.DEBUG.name(), attributes.isDebug());
        put(tree.putObject(MeasurementsFields.ATTRIBUTES), attributes);
        EnclaveMeasurements.Settings settings = enclave.settings();
        tree.put(MeasurementsFields.ENCLAVE_SIZE.name(), settings.size().toString());
        tree.put(MeasurementsFields.MAX_THREADS.name(), settings.maxThreads());
        tree.put(
                MeasurementsFields.REMOTE_ATTESTATION.name(),
                settings.attestation().toString());
        tree.put(MeasurementsFields.MANIFEST_SHA256.name(), settings.manifest().hex());
        tree.put(MeasurementsFields.TRUSTED_FILES.name(), settings.trustedFiles());
        tree.put(MeasurementsFields.SEALED.name(), settings.sealing());
        if (settings.encryptedData()) {
            tree.put(MeasurementsFields.ENCRYPTED_DATA.name(), true);
        }
        tree.put(MeasurementsFields.ATTESTED.name(), settings.attested());
        return tree;
    }

    private static void put(ObjectNode tree, EnclaveAttributes attributes) {
        tree.put(MeasurementsFields.FLAGS.name(), "0x%016x".formatted(attributes.flags()));
        tree.put(MeasurementsFields.FLAGS_MASK.name(), "0x%016x".formatted(attributes.flagsMask()));
        tree.put(MeasurementsFields.XFRM.name(), "0x%016x".formatted(attributes.xfrm()));
        tree.put(MeasurementsFields.XFRM_MASK.name(), "0x%016x".formatted(attributes.xfrmMask()));
        tree.put(MeasurementsFields.MISC_SELECT.name(), "0x%08x".formatted(attributes.miscSelect()));
        tree.put(MeasurementsFields.MISC_MASK.name(), "0x%08x".formatted(attributes.miscMask()));
    }
}
