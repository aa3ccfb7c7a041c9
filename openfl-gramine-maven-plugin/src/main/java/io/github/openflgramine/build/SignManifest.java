package io.github.openflgramine.build;

import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.Sigstruct;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Completes, measures and signs one manifest over one root file system: what {@code gramine-sgx-sign --chroot} does, in the
 * same bytes. Nothing of Docker's and no project is needed.
 */
public final class SignManifest {

    private final BuildLog log;
    private final ProductionGate gate;

    public SignManifest(BuildLog log, ProductionGate gate) {
        this.log = log;
        this.gate = gate;
    }

    /**
     * All that sign-manifest has to know.
     *
     * @param manifest {@code NAME.manifest}, as written by hand or rendered
     * @param rootfs a folder, or a tar of one, or an image's archive, both also with gzip
     * @param libpal in place of the root file system's own
     * @param version in place of the one that dpkg's status in the root file system names
     * @param output the folder for {@code NAME.manifest.sgx} and {@code NAME.sig}, where it is not the manifest's own
     */
    public record Request(
            Path manifest,
            Path rootfs,
            Optional<Path> libpal,
            Optional<String> version,
            Optional<Path> output,
            Signing signing) {}

    public void sign(Request request) throws IOException {
        EnclaveOutput files = EnclaveOutput.ofManifest(
                request.manifest(),
                request.output().orElseGet(() -> request.manifest().resolveSibling("")));
        EnclaveOutput.requirePlaces(files.manifest(), files.sig());
        MeasuredEnclave enclave = new ManifestMeasurement(log, gate)
                .measure(request.manifest(), request.rootfs(), request.libpal(), request.version());
        Sigstruct sigstruct = request.signing().sign(files.name(), enclave);

        Map<Path, byte[]> contents = new LinkedHashMap<>();
        contents.put(files.manifest(), enclave.manifest().bytes());
        contents.put(files.sig(), sigstruct.bytes());
        EnclaveOutput.write(contents);
        log.enclaveSigned(enclave, sigstruct);
        contents.keySet().forEach(log::wrote);
    }
}
