package io.github.openflgramine.gramine;

/**
 * What an enclave asks of the machine that runs it, by its manifest.
 *
 * @param size of which every page is added at the start, unless with EDMM
 * @param edmm whether pages are added while it runs: SGX2, and Linux 6.0
 * @param dcap whether it is attested, which takes Intel's aesmd
 */
public record EnclaveNeeds(EnclaveSize size, boolean edmm, boolean dcap) {

    /** Of a manifest whose defaults are filled in, as images have it. */
    public static EnclaveNeeds of(String manifestText, String name) {
        Manifest manifest = Manifest.parse(manifestText, name);
        return new EnclaveNeeds(
                EnclaveSize.parse((String) manifest.get("sgx", "enclave_size").orElseThrow())
                        .orElseThrow(),
                manifest.get("sgx", "edmm_enable").filter(Boolean.TRUE::equals).isPresent(),
                RemoteAttestation.of(manifest) == RemoteAttestation.DCAP);
    }
}
