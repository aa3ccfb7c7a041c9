package io.github.openflgramine.signing;

import io.github.openflgramine.Role;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.sgx.Sigstruct;
import io.github.openflgramine.sgx.SigstructDraft;
import io.github.openflgramine.sgx.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The second step of offline signing: reads the signature, verifies it and completes the SIGSTRUCT. */
public final class AttachSignature {

    private final SigningLog log;

    public AttachSignature(BuildLog log) {
        this.log = new SigningLog(log);
    }

    /**
     * The files of one enclave.
     *
     * @param toBeSigned {@code NAME.tbs}
     * @param signature if absent, {@code NAME.rsa} next to {@code NAME.tbs}
     * @param output the directory for {@code NAME.sig}; if absent, the directory of {@code NAME.tbs}
     */
    public record Request(Path toBeSigned, Optional<Path> signature, Optional<Path> output) {}

    /** Completes one SIGSTRUCT. */
    public void attach(Request request, VerifyingKey key) throws IOException {
        Path toBeSigned = request.toBeSigned();
        EnclaveOutput given = EnclaveOutput.ofToBeSigned(toBeSigned, toBeSigned.resolveSibling(""));
        EnclaveOutput written = new EnclaveOutput(request.output().orElse(given.directory()), given.name());
        EnclaveOutput.requirePlaces(written.sig());
        Sigstruct sigstruct = complete(toBeSigned, request.signature().orElse(given.rawSignature()), key);
        write(Map.of(written, sigstruct));
    }

    /**
     * Completes the SIGSTRUCTs of both roles, in the directory to which prepare-signature wrote the bytes to be
     * signed.
     *
     * @param install the command that builds the signed image with them
     */
    public void attachRoles(Path directory, VerifyingKey key, String install) throws IOException {
        Map<EnclaveOutput, Sigstruct> sigstructs = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            EnclaveOutput files = new EnclaveOutput(directory, role.toString());
            EnclaveOutput.requirePlaces(files.sig());
            sigstructs.put(files, complete(files.tbs(), files.rawSignature(), key));
        }
        write(sigstructs);
        log.nextStep("The signed image", install);
    }

    private static Sigstruct complete(Path toBeSigned, Path signature, VerifyingKey key) throws IOException {
        SigstructDraft draft =
                SigstructDraft.read(ManifestSource.bytes(toBeSigned, "gramine.tbs"), "gramine.tbs=" + toBeSigned);
        return draft.complete(
                key,
                RawSignature.read(signature, toBeSigned),
                RawSignature.name(signature),
                RawSignature.remedy(signature, toBeSigned));
    }

    private void write(Map<EnclaveOutput, Sigstruct> sigstructs) throws IOException {
        Map<Path, byte[]> contents = new LinkedHashMap<>();
        sigstructs.forEach((files, sigstruct) -> contents.put(files.sig(), sigstruct.bytes()));
        EnclaveOutput.write(contents);
        sigstructs.forEach((files, sigstruct) -> {
            log.wrote(files.sig());
            log.signatureAttached(files.name(), sigstruct);
        });
    }
}
