package io.github.openflgramine.report;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.product.EnclaveMeasurements;
import java.util.List;
import java.util.Optional;

/**
 * The section about one enclave.
 *
 * @param name the role's name
 * @param warnings sentences about settings that would fail a production build
 */
public record EnclaveSection(
        String name,
        String mrenclave,
        Optional<String> mrsigner,
        List<Statement> attributes,
        List<String> warnings,
        MemoryMap memory,
        TrustedFilesMap trusted) {

    /**
     * Creates the section for an enclave.
     *
     * @param measured the measurements, which have MRSIGNER if the enclave is signed
     * @param files the trusted files, with the packages that contain them
     */
    public static EnclaveSection of(
            String name,
            MeasuredEnclave enclave,
            EnclaveMeasurements measured,
            List<String> warnings,
            List<TrustedFilesMap.Trusted> files) {
        return new EnclaveSection(
                name,
                enclave.mrenclave().hex(),
                measured.mrsigner().map(Sha256::hex),
                EnclaveInWords.of(enclave.manifest().settings()),
                warnings,
                MemoryMap.of(
                        enclave.layout().areas(),
                        enclave.manifest().settings().size().bytes()),
                TrustedFilesMap.of(files));
    }
}
