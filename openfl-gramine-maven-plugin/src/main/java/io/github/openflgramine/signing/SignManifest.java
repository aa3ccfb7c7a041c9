package io.github.openflgramine.signing;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.Sigstruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Completes, measures and signs an enclave from a manifest and a root file system. The output is byte for byte that of
 * {@code gramine-sgx-sign --chroot}. Needs neither Docker nor a project.
 */
public final class SignManifest {

    private final SigningLog log;
    private final ProductionGate gate;

    public SignManifest(BuildLog log, ProductionGate gate) {
        this.log = new SigningLog(log);
        this.gate = gate;
    }

    /**
     * The inputs of sign-manifest.
     *
     * @param output the directory for {@code NAME.manifest.sgx} and {@code NAME.sig}; if absent, the manifest's
     * directory
     */
    public record Request(DeclaredEnclave declared, Optional<Path> output, Signing signing) {}

    public void sign(Request request) throws IOException {
        DeclaredEnclave declared = request.declared();
        EnclaveOutput files =
                EnclaveOutput.ofManifest(declared.manifest(), request.output().orElseGet(declared::directory));
        EnclaveOutput.requirePlaces(files.manifest(), files.sig());
        MeasuredEnclave enclave = new ManifestMeasurement(log, gate).measure(declared);
        Sigstruct sigstruct = request.signing().sign(files.name(), enclave);

        Map<Path, byte[]> contents = new LinkedHashMap<>();
        contents.put(files.manifest(), enclave.manifest().bytes());
        contents.put(files.sig(), sigstruct.bytes());
        EnclaveOutput.write(contents);
        log.enclaveSigned(enclave, sigstruct);
        contents.keySet().forEach(log::wrote);
    }
}
