package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.elf.ElfFile;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.SigstructDate;

/** An enclave with its measurement: everything that a signature covers except the date. */
public record MeasuredEnclave(FinalManifest manifest, EnclaveLayout layout, Sha256 mrenclave) {

    /**
     * Lays out the enclave and measures it.
     *
     * @param libpal the content of {@code libpal.so} of the Gramine that runs the enclave
     * @throws io.github.openflgramine.GraminizeException if the enclave is too small or libpal is damaged
     */
    public static MeasuredEnclave of(FinalManifest manifest, byte[] libpal, PalOffsets offsets) {
        EnclaveLayout layout =
                EnclaveLayout.of(manifest.settings(), manifest.bytes(), ElfFile.parse(libpal, "libpal.so"), offsets);
        return new MeasuredEnclave(manifest, layout, layout.measure());
    }

    /**
     * Lays out and measures an enclave that others describe.
     *
     * @param mostHashed the most bytes that may be hashed for it
     * @throws GraminizeException also if measuring would hash more
     */
    static MeasuredEnclave of(FinalManifest manifest, byte[] libpal, PalOffsets offsets, long mostHashed) {
        EnclaveLayout layout =
                EnclaveLayout.of(manifest.settings(), manifest.bytes(), ElfFile.parse(libpal, "libpal.so"), offsets);
        if (layout.hashed() > mostHashed) {
            throw new GraminizeException(
                    "The enclave (size %s, %d threads) was not measured: that would hash %d MiB, and at most %d MiB are hashed unless this size is expected."
                            .formatted(
                                    manifest.settings().size(),
                                    manifest.settings().maxThreads(),
                                    layout.hashed() >> 20,
                                    mostHashed >> 20),
                    "If its maker says that the enclave is this large, give the maker's values: -Dgramine.measurements=…");
        }
        return new MeasuredEnclave(manifest, layout, layout.measure());
    }

    public EnclaveIdentity identity(SigstructDate date) {
        EnclaveSettings settings = manifest.settings();
        return new EnclaveIdentity(mrenclave, settings.attributes(), settings.isvProdId(), settings.isvSvn(), date);
    }

    /** Returns what Gramine's signer prints about an enclave: attributes, memory map and measurement. */
    public String describe() {
        EnclaveSettings settings = manifest.settings();
        return """
                Attributes (required for enclave measurement):
                    size:        0x%x
                    edmm:        %s
                    max_threads: %d
                SGX remote attestation:
                    %s
                Memory:
                %sMeasurement:
                    %s
                """.formatted(
                        settings.size().bytes(),
                        settings.edmm() ? "True" : "False",
                        settings.maxThreads(),
                        settings.remoteAttestation() == RemoteAttestation.DCAP ? "DCAP/ECDSA" : "None",
                        layout.memoryMap().indent(4),
                        mrenclave);
    }
}
