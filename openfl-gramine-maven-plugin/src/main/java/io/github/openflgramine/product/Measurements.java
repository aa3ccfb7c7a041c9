package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.sgx.EnclaveAttributes;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDate;
import java.util.Map;
import java.util.Optional;

/** The content of {@code measurements.json}, with the names of the SDM's and of Gramine's sigstruct-view. */
public final class Measurements {

    private Measurements() {}

    public static ObjectNode of(
            String workspace,
            String finalImage,
            String firstImageId,
            GramineInstallation gramine,
            PythonInstallation python,
            Map<Role, SignedRole> roles) {
        ObjectNode tree = MeasurementsFile.newTree();
        tree.put("workspace", workspace);
        tree.put("image", finalImage);
        tree.put(
                "signed",
                roles.values().stream().allMatch(role -> role.sigstruct().isPresent()));
        tree.put("first_image_id", firstImageId);
        tree.put("gramine", gramine.version().toString());
        tree.put("openfl", python.openfl());
        tree.put("python", python.version());
        ObjectNode perRole = tree.putObject("roles");
        roles.forEach((role, signed) -> perRole.set(role.toString(), of(signed)));
        return tree;
    }

    /** Of one enclave. */
    public static ObjectNode of(SignedRole role) {
        ObjectNode tree = MeasurementsFile.newTree();
        EnclaveIdentity identity = role.sigstruct()
                .map(Sigstruct::identity)
                .orElseGet(() -> role.enclave().identity(SigstructDate.NONE));
        tree.put("mrenclave", identity.mrenclave().hex());
        role.sigstruct().ifPresent(sigstruct -> {
            tree.put("mrsigner", sigstruct.mrsigner().hex());
            tree.put("date", identity.date().toString());
        });
        tree.put("isv_prod_id", identity.isvProdId());
        tree.put("isv_svn", identity.isvSvn());
        tree.put("debug", identity.attributes().isDebug());
        describe(tree.putObject("attributes"), identity.attributes());
        tree.put("enclave_size", role.enclave().manifest().settings().size().toString());
        tree.put("max_threads", role.enclave().manifest().settings().maxThreads());
        tree.put("remote_attestation", role.enclave().manifest().settings().remoteAttestation());
        tree.put(
                "manifest_sha256",
                Sha256.digest(role.enclave().manifest().bytes()).hex());
        tree.put("trusted_files", role.enclave().manifest().trustedFiles().size());
        return tree;
    }

    /** What such a part says of the enclave, for a signature of that date; empty when it does not say it all. */
    public static Optional<EnclaveIdentity> identity(JsonNode role, SigstructDate date) {
        try {
            JsonNode attributes = role.path("attributes");
            return Optional.of(new EnclaveIdentity(
                    Sha256.ofHex(role.path("mrenclave").asText()),
                    new EnclaveAttributes(
                            hex(attributes, "flags"),
                            hex(attributes, "flags_mask"),
                            hex(attributes, "xfrm"),
                            hex(attributes, "xfrm_mask"),
                            (int) hex(attributes, "misc_select"),
                            (int) hex(attributes, "misc_mask")),
                    role.path("isv_prod_id").asInt(-1),
                    role.path("isv_svn").asInt(-1),
                    date));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static long hex(JsonNode attributes, String name) {
        return Long.parseUnsignedLong(attributes.path(name).asText().replaceFirst("^0x", ""), 16);
    }

    private static void describe(ObjectNode tree, EnclaveAttributes attributes) {
        tree.put("flags", "0x%016x".formatted(attributes.flags()));
        tree.put("flags_mask", "0x%016x".formatted(attributes.flagsMask()));
        tree.put("xfrm", "0x%016x".formatted(attributes.xfrm()));
        tree.put("xfrm_mask", "0x%016x".formatted(attributes.xfrmMask()));
        tree.put("misc_select", "0x%08x".formatted(attributes.miscSelect()));
        tree.put("misc_mask", "0x%08x".formatted(attributes.miscMask()));
    }
}
