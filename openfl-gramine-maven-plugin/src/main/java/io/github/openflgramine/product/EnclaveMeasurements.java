package io.github.openflgramine.product;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDate;
import java.util.Optional;

/**
 * The content of measurements.json about one enclave.
 *
 * @param identity includes the date of the SIGSTRUCT, or {@link SigstructDate#NONE} without one
 * @param mrsigner empty for an enclave that is not signed
 * @param settings the manifest's settings
 */
public record EnclaveMeasurements(EnclaveIdentity identity, Optional<Sha256> mrsigner, Settings settings) {

    /**
     * The values that depend on the manifest.
     *
     * @param manifest SHA-256 of {@code ROLE.manifest.sgx}
     * @param trustedFiles number of trusted files
     * @param sealing whether there are directories that only the enclave can read
     * @param encryptedData whether the host sees {@code data/} only encrypted, and has to mount it writable
     * @param attested whether the role's certificates stand for enclaves
     */
    public record Settings(
            EnclaveSize size,
            int maxThreads,
            RemoteAttestation attestation,
            Sha256 manifest,
            int trustedFiles,
            boolean sealing,
            boolean encryptedData,
            boolean attested) {

        private static Settings of(FinalManifest manifest) {
            EnclaveSettings settings = manifest.settings();
            return new Settings(
                    settings.size(),
                    settings.maxThreads(),
                    settings.remoteAttestation(),
                    Sha256.digest(manifest.bytes()),
                    manifest.trustedFiles().size(),
                    manifest.isSealed(),
                    manifest.encrypted().contains(ImagePaths.DATA.value()),
                    AttestedRole.isIn(manifest.nativeEnvironment()));
        }
    }

    public static EnclaveMeasurements of(SignedRole role) {
        return new EnclaveMeasurements(
                role.sigstruct()
                        .map(Sigstruct::identity)
                        .orElseGet(() -> role.enclave().identity(SigstructDate.NONE)),
                role.sigstruct().map(Sigstruct::mrsigner),
                Settings.of(role.enclave().manifest()));
    }

    /** Returns the enclave with the measured MRENCLAVE, whatever its SIGSTRUCT contains. */
    public EnclaveMeasurements withMrenclave(Sha256 measured) {
        return new EnclaveMeasurements(identity.withMrenclave(measured), mrsigner, settings);
    }

    /** Returns the enclave as it is before signing. */
    public EnclaveMeasurements unsigned() {
        return new EnclaveMeasurements(identity.withDate(SigstructDate.NONE), Optional.empty(), settings);
    }
}
