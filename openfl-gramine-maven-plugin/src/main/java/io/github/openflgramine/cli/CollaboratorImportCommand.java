package io.github.openflgramine.cli;

import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.certify.HashConfirmation;
import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code collaborator-certify}: imports the CA's answer. Signing needs the CA's workspace, where Maven is. */
@Command(
        name = "collaborator-certify",
        description =
                "Imports the answer of the federation's CA: a collaborator's certificate and the CA's certificate chain.")
@SuppressWarnings("NullAway.Init")
final class CollaboratorImportCommand extends JarCommand {

    @Mixin
    private CertificateOptions certificates;

    @Mixin
    private EnclaveJudgeOptions enclaves;

    @Option(
            names = "--import",
            descriptionKey = "openfl.import",
            paramLabel = "FILE",
            description = "The package (zip) with the CA's answer.")
    private @Nullable Path answer;

    @Option(
            names = "--chain-hash",
            descriptionKey = "openfl.chainHash",
            paramLabel = "HEX",
            description =
                    "The SHA-384 of the certificate chain, as the CA's owner reported it. Needed if there is no console, and to"
                            + " replace another chain.")
    private @Nullable String chainHash;

    CollaboratorImportCommand(Surroundings here) {
        super(here);
    }

    @Override
    void run(BuildLog log) throws IOException {
        Path file =
                required(answer, "openfl.import", "the package with the CA's answer", "agg_to_col_one_signed_cert.zip");
        Path workspace = certificates.workspace();
        Enrolment enrolment = new Enrolment(workspace, new EnclaveJudge(enclaves.setup(here()), log));
        new CollaboratorCertificates(workspace, enrolment, log)
                .accept(
                        file,
                        HashConfirmation.of(chainHash, here().console().orElse(null)),
                        Clock.systemUTC().instant());
    }
}
