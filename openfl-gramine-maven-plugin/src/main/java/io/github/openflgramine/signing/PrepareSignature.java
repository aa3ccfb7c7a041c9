package io.github.openflgramine.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.Manifest;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsFile;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.SignedRole;
import io.github.openflgramine.sgx.EnclaveIdentity;
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

    private static final List<String> ORIGIN =
            List.of("workspace", "image", "first_image_id", "gramine", "openfl", "python");

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
        EnclaveOutput files = EnclaveOutput.ofManifest(declared.manifest(), declared.output(request.output()));
        EnclaveOutput.requirePlaces(files.manifest(), files.tbs(), files.description());
        MeasuredEnclave enclave = new ManifestMeasurement(log, gate).measure(declared);
        SignatureRequest wanted = SignatureRequest.of(
                files,
                MeasurementsFile.newTree(),
                Measurements.of(new SignedRole(enclave, Optional.empty())),
                new String(enclave.manifest().bytes(), StandardCharsets.UTF_8),
                enclave.identity(request.date()));
        write(List.of(wanted), request.attach() + " -Dgramine.tbs=" + files.tbs());
    }

    /** Writes the bytes to be signed for both roles, without building or measuring again. */
    public void ofWorkspace(WorkspaceRequest request) throws IOException {
        Path measurements = request.measured().resolve(MeasurementsFile.NAME);
        ObjectNode tree = MeasurementsFile.read(measurements);
        ObjectNode origin = MeasurementsFile.newTree();
        ORIGIN.stream().filter(tree::has).forEach(name -> origin.set(name, tree.get(name)));
        List<SignatureRequest> wanted = new ArrayList<>();
        List<InsecureSetting> insecureSettings = new ArrayList<>();
        for (Role role : Role.values()) {
            JsonNode measured = tree.path("roles").path(role.toString());
            EnclaveIdentity identity = Measurements.identity(measured, request.date())
                    .orElseThrow(() -> new GraminizeException(
                            measurements + " has no measurement for the " + role + ".",
                            "Build the image again: mvn package"));
            Path file = request.measured().resolve(role.sgxManifestFile());
            String manifest = manifest(file, measured);
            insecureSettings.addAll(InsecureSettings.of(Manifest.parse(manifest, role.sgxManifestFile())));
            EnclaveOutput files = new EnclaveOutput(request.output(), role.toString());
            EnclaveOutput.requirePlaces(files.manifest(), files.tbs(), files.description());
            wanted.add(SignatureRequest.of(files, origin, measured, manifest, identity));
        }
        gate.pass(insecureSettings);
        write(wanted, request.attach());
    }

    private static String manifest(Path file, JsonNode measured) throws IOException {
        if (!Files.exists(file)) {
            throw new GraminizeException("There is no " + file + ".", "Build the image again: mvn package");
        }
        byte[] manifest = Files.readAllBytes(file);
        String expected = measured.path("manifest_sha256").asText();
        String found = Sha256.digest(manifest).hex();
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
                    MeasurementsFile.map(request.description()),
                    request.files().tbs(),
                    request.files().rawSignature());
        }
        log.nextStep("With the signature in its place", attach);
    }
}
