package io.github.openflgramine.product;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.sgx.SigstructDate;
import java.util.List;
import java.util.SortedMap;

/**
 * The fields of measurements.json, with names from the SDM and gramine-sgx-sigstruct-view. docs/image.md describes
 * them.
 */
final class MeasurementsFields {

    static final JsonField<Integer> VERSION = new JsonField<>("version", JsonForm.VERSION);
    static final JsonField<String> WORKSPACE = new JsonField<>("workspace", JsonForm.NAME);
    static final JsonField<String> IMAGE = new JsonField<>("image", JsonForm.IMAGE_NAME);
    static final JsonField<Boolean> SIGNED = new JsonField<>("signed", JsonForm.FLAG);
    static final JsonField<ImageId> FIRST_IMAGE_ID = new JsonField<>("first_image_id", JsonForm.IMAGE_ID);
    static final JsonField<String> GRAMINE = new JsonField<>("gramine", JsonForm.TEXT);
    static final JsonField<String> OPENFL = new JsonField<>("openfl", JsonForm.TEXT);
    static final JsonField<String> PYTHON = new JsonField<>("python", JsonForm.TEXT);
    static final JsonField<ImageId> IMAGE_ID = new JsonField<>("image_id", JsonForm.IMAGE_ID);
    static final JsonField<ImageReference> IMAGE_REFERENCE = new JsonField<>("image_reference", JsonForm.REFERENCE);
    static final String ROLES = "roles";
    static final String CONTENT = "image_content";

    static final JsonField<Sha256> CONFIG_DIGEST = new JsonField<>("config_digest", JsonForm.OCI_DIGEST);
    static final JsonField<List<Sha256>> DIFF_IDS = new JsonField<>("diff_ids", JsonForm.OCI_DIGESTS);
    static final JsonField<SortedMap<String, String>> SETTINGS = new JsonField<>("settings", JsonForm.TEXTS);

    static final JsonField<Sha256> MRENCLAVE = new JsonField<>("mrenclave", JsonForm.DIGEST);
    static final JsonField<Sha256> MRSIGNER = new JsonField<>("mrsigner", JsonForm.DIGEST);
    static final JsonField<SigstructDate> DATE = new JsonField<>("date", JsonForm.DATE);
    static final JsonField<Integer> ISV_PROD_ID = new JsonField<>("isv_prod_id", JsonForm.ID);
    static final JsonField<Integer> ISV_SVN = new JsonField<>("isv_svn", JsonForm.ID);
    static final JsonField<Boolean> DEBUG = new JsonField<>("debug", JsonForm.FLAG);
    static final JsonField<EnclaveSize> ENCLAVE_SIZE = new JsonField<>("enclave_size", JsonForm.SIZE);
    static final JsonField<Integer> MAX_THREADS = new JsonField<>("max_threads", JsonForm.THREADS);
    static final JsonField<RemoteAttestation> REMOTE_ATTESTATION =
            new JsonField<>("remote_attestation", JsonForm.ATTESTATION);
    static final JsonField<Sha256> MANIFEST_SHA256 = new JsonField<>("manifest_sha256", JsonForm.DIGEST);
    static final JsonField<Integer> TRUSTED_FILES = new JsonField<>("trusted_files", JsonForm.COUNT);
    static final JsonField<Boolean> SEALED = new JsonField<>("sealed", JsonForm.FLAG);
    static final JsonField<Boolean> ENCRYPTED_DATA = new JsonField<>("encrypted_data", JsonForm.FLAG);
    static final JsonField<Boolean> ATTESTED = new JsonField<>("attested", JsonForm.FLAG);
    static final String ATTRIBUTES = "attributes";

    static final JsonField<Long> FLAGS = new JsonField<>("flags", JsonForm.BITS);
    static final JsonField<Long> FLAGS_MASK = new JsonField<>("flags_mask", JsonForm.BITS);
    static final JsonField<Long> XFRM = new JsonField<>("xfrm", JsonForm.BITS);
    static final JsonField<Long> XFRM_MASK = new JsonField<>("xfrm_mask", JsonForm.BITS);
    static final JsonField<Long> MISC_SELECT = new JsonField<>("misc_select", JsonForm.BITS);
    static final JsonField<Long> MISC_MASK = new JsonField<>("misc_mask", JsonForm.BITS);

    static final List<JsonField<?>> OF_DOCUMENT =
            List.of(WORKSPACE, IMAGE, SIGNED, FIRST_IMAGE_ID, GRAMINE, OPENFL, PYTHON, IMAGE_ID, IMAGE_REFERENCE);
    static final List<JsonField<?>> OF_ENCLAVE = List.of(
            MRENCLAVE,
            MRSIGNER,
            DATE,
            ISV_PROD_ID,
            ISV_SVN,
            DEBUG,
            ENCLAVE_SIZE,
            MAX_THREADS,
            REMOTE_ATTESTATION,
            MANIFEST_SHA256,
            TRUSTED_FILES,
            SEALED,
            ENCRYPTED_DATA,
            ATTESTED);
    static final List<JsonField<?>> OF_ATTRIBUTES = List.of(FLAGS, FLAGS_MASK, XFRM, XFRM_MASK, MISC_SELECT, MISC_MASK);

    private MeasurementsFields() {}
}
