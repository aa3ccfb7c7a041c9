package io.github.openflgramine.signing;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.MeasuredEnclave;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructComparison;
import io.github.openflgramine.sgx.SigstructReader;
import io.github.openflgramine.sgx.SigstructVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * SIGSTRUCTs that already exist ({@code gramine.signatures}), from offline signing of this build or from a published
 * image that is rebuilt. Each is accepted only for the enclave that it signs.
 */
public final class GivenSignatures implements SignatureSource {

    private static final String SIGN =
            "To have this build signed: mvn openfl-gramine:prepare-signature, then attach-signature (docs/keys.md).";

    private final Path directory;
    private final Map<String, Sigstruct> sigstructs;

    private GivenSignatures(Path directory, Map<String, Sigstruct> sigstructs) {
        this.directory = directory;
        this.sigstructs = Map.copyOf(sigstructs);
    }

    /**
     * Reads and verifies {@code ROLE.sig} for both roles.
     *
     * @throws GraminizeException if one is missing, or is not a SIGSTRUCT that a processor accepts
     */
    public static GivenSignatures read(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new GraminizeException(
                    "gramine.signatures=" + directory
                            + (Files.exists(directory) ? " is not a directory." : " does not exist."),
                    "Give the directory with aggregator.sig and collaborator.sig. " + SIGN);
        }
        Map<String, Sigstruct> sigstructs = new HashMap<>();
        for (Role role : Role.values()) {
            Path file = directory.resolve(role.sigFile());
            if (!Files.exists(file)) {
                throw new GraminizeException(
                        "gramine.signatures=" + directory + " has no " + role.sigFile() + ".", SIGN);
            }
            String shown = "gramine.signatures: " + file;
            Sigstruct sigstruct = SigstructReader.read(ManifestSource.bytes(file, "gramine.signatures"), shown);
            List<String> problems = SigstructVerifier.problems(sigstruct);
            if (!problems.isEmpty()) {
                throw new GraminizeException(
                        shown + " is not a SIGSTRUCT that a processor accepts: " + String.join("; ", problems) + ".",
                        "Use the file that attach-signature wrote, or the published one, unchanged.");
            }
            sigstructs.put(role.toString(), sigstruct);
        }
        return new GivenSignatures(directory, sigstructs);
    }

    @Override
    public Sigstruct sign(String name, MeasuredEnclave enclave) {
        Sigstruct sigstruct = Objects.requireNonNull(sigstructs.get(name), name);
        EnclaveIdentity signed = sigstruct.identity();
        StringBuilder differences = new StringBuilder();
        if (!signed.mrenclave().equals(enclave.mrenclave())) {
            differences.append(difference(
                    "MRENCLAVE", enclave.mrenclave().hex(), signed.mrenclave().hex()));
        }
        for (var field : SigstructComparison.differences(sigstruct, enclave.identity(signed.date()))) {
            differences.append(difference(field.field(), field.expected(), field.found()));
        }
        if (differences.length() > 0) {
            throw new GraminizeException(
                    "gramine.signatures: %s does not sign this build's %s:%n%s"
                            .formatted(directory.resolve(name + ".sig"), name, differences),
                    "Build with the sources, base image and options that were signed. " + SIGN);
        }
        return sigstruct;
    }

    private static String difference(String field, String built, String signed) {
        return "    %s%n        this build  %s%n        signed      %s%n".formatted(field, built, signed);
    }
}
