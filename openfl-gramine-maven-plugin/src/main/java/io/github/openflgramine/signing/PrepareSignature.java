package io.github.openflgramine.signing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.SignedRole;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first step of offline signing: writes the bytes to be signed. {@link AttachSignature} is the second. */
public final class PrepareSignature {

    private final SigningLog log;
    private final ProductionGate gate;

    public PrepareSignature(BuildLog log, ProductionGate gate) {
        this.log = new SigningLog(log);
        this.gate = gate;
    }

    /**
     * The inputs for an enclave without a project; see {@link SignManifest.Request}.
     *
     * @param attach the command to run after signing, without the arguments that depend on file names
     */
    public record ManifestRequest(DeclaredEnclave declared, Optional<Path> output, SigstructDate date, String attach) {}

    /**
     * The inputs for a workspace's enclaves, which an unsigned build has measured.
     *
     * @param measured the directory with measurements.json and the manifests
     * @param attach the command to run after signing
     */
    public record WorkspaceRequest(Path measured, Path output, SigstructDate date, String attach) {}

    /** Measures an enclave from a manifest and a root file system, and writes the bytes to be signed. */
    public void ofManifest(ManifestRequest request) throws IOException {
        DeclaredEnclave declared = request.declared();
        EnclaveOutput files =
                EnclaveOutput.ofManifest(declared.manifest(), request.output().orElseGet(declared::directory));
        EnclaveOutput.requirePlaces(files.manifest(), files.tbs(), files.description());
        MeasuredEnclave enclave = new ManifestMeasurement(log, gate).measure(declared);
        SignatureRequest wanted = SignatureRequest.of(
                files,
                JsonText.newTree(),
                EnclaveMeasurements.of(new SignedRole(enclave, Optional.empty())),
                new String(enclave.manifest().bytes(), StandardCharsets.UTF_8),
                request.date());
        write(List.of(wanted), request.attach() + " -Dgramine.tbs=" + files.tbs());
    }

    /** Writes the bytes to be signed for both roles, without building or measuring again. */
    public void ofWorkspace(WorkspaceRequest request) throws IOException {
        Measurements measurements = MeasurementsReader.read(request.measured().resolve(Measurements.FILE));
        ObjectNode origin = MeasurementsWriter.origin(measurements);
        List<SignatureRequest> wanted = new ArrayList<>();
        List<InsecureSetting> insecureSettings = new ArrayList<>();
        for (Role role : Role.values()) {
            EnclaveMeasurements measured = measurements.of(role);
            Path file = request.measured().resolve(role.sgxManifestFile());
            String manifest = manifest(file, measured.settings().manifest());
            insecureSettings.addAll(InsecureSettings.of(Manifest.parse(manifest, role.sgxManifestFile())));
            EnclaveOutput files = new EnclaveOutput(request.output(), role.toString());
            EnclaveOutput.requirePlaces(files.manifest(), files.tbs(), files.description());
            wanted.add(SignatureRequest.of(files, origin, measured, manifest, request.date()));
        }
        gate.pass(insecureSettings);
        write(wanted, request.attach());
    }

    private static String manifest(Path file, Sha256 expected) throws IOException {
        if (!Files.exists(file)) {
            throw new GraminizeException("There is no " + file + ".", "Build the image again: mvn package");
        }
        byte[] manifest = Content.of(file).bytes();
        Sha256 found = Sha256.digest(manifest);
        if (!found.equals(expected)) {
            throw new GraminizeException(
                    "%s is not the manifest that was measured. SHA-256:%n    measured  %s%n    the file  %s%n"
                            .formatted(file, expected, found),
                    "Build the image again: mvn package");
        }
        return ManifestSource.utf8(manifest, file.toString());
    }

    private void write(List<SignatureRequest> wanted, String attach) throws IOException {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        for (SignatureRequest request : wanted) {
            request.addTo(contents);
        }
        EnclaveOutput.write(contents);
        contents.keySet().forEach(log::wrote);
        for (SignatureRequest request : wanted) {
            log.toBeSigned(
                    JsonText.map(request.description()),
                    request.files().tbs(),
                    request.files().rawSignature());
        }
        log.nextStep("With the signature in its place", attach);
    }
}
