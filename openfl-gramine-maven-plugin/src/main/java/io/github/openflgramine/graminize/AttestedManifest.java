package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.product.AttestedRole;

/** What the manifest of an attested role has to declare, also if a workspace's own template makes it. */
final class AttestedManifest {

    private AttestedManifest() {}

    /**
     * Checks the manifest of a role that is to be attested.
     *
     * @throws GraminizeException if its enclave could not enrol
     */
    static void require(Role role, FinalManifest manifest, String name) {
        if (!AttestedRole.isIn(manifest.nativeEnvironment())) {
            throw refused(role, name, "loader.env.%s = \"1\"".formatted(AttestedRole.VARIABLE));
        }
        if (manifest.settings().remoteAttestation() != RemoteAttestation.DCAP) {
            throw refused(role, name, "sgx.remote_attestation = \"dcap\"");
        }
        if (!manifest.isSealed()) {
            throw refused(role, name, "the encrypted mount of /workspace/identity with key_name = \"_sgx_mrenclave\"");
        }
    }

    private static GraminizeException refused(Role role, String name, String what) {
        return new GraminizeException(
                "openfl.attested includes the %s, but %s does not declare %s.".formatted(role, name, what),
                "Take it over from the plugin's template (docs/customise.md), or omit openfl.attested.");
    }
}
