package io.github.openflgramine.gramine;

import java.util.List;

/**
 * What an enclave requires of the machine that runs it.
 *
 * @param size the enclave's size; without EDMM all pages are added at start-up
 * @param edmm whether pages are added at run time, which requires SGX2 and Linux 6.0
 * @param dcap whether the enclave is attested, which requires Intel's aesmd
 * @param sealing whether it has directories that only it can read: without an enclave they would be damaged
 * @param encrypted paths of the directories that the host sees only encrypted. Gramine opens their files for writing even to
 * read them, so the host has to mount them writable
 */
public record EnclaveNeeds(EnclaveSize size, boolean edmm, boolean dcap, boolean sealing, List<String> encrypted) {

    public EnclaveNeeds {
        encrypted = List.copyOf(encrypted);
    }

    /** Reads the requirements from a manifest whose defaults are filled in, such as the one in an image. */
    public static EnclaveNeeds of(String manifestText, String name) {
        Manifest manifest = Manifest.parse(manifestText, name);
        return new EnclaveNeeds(
                EnclaveSize.parse((String) manifest.get("sgx", "enclave_size").orElseThrow())
                        .orElseThrow(),
                manifest.get("sgx", "edmm_enable").filter(Boolean.TRUE::equals).isPresent(),
                RemoteAttestation.of(manifest) == RemoteAttestation.DCAP,
                EncryptedMounts.areSealed(manifest),
                EncryptedMounts.paths(manifest));
    }
}
