package io.github.openflgramine.cli;

import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code collaborator-generate-cert-request}: creates a collaborator's key and request. */
@Command(
        name = "collaborator-generate-cert-request",
        description = "Creates a collaborator's private key and certificate request in cert/client, and the package"
                + " col_NAME_to_agg_cert_request.zip to send to the CA. The package does not contain the private key.")
@SuppressWarnings("NullAway.Init")
final class CollaboratorRequestCommand extends JarCommand {

    @Mixin
    private CertificateOptions certificates;

    @Option(
            names = "--collaborator",
            descriptionKey = "openfl.collaborator",
            paramLabel = "NAME",
            description = "The collaborator's name: letters, digits, ., _ and -; converted to lower case.")
    private @Nullable String collaborator;

    @Option(
            names = "--key-algorithm",
            descriptionKey = "openfl.keyAlgorithm",
            paramLabel = "TYPE",
            defaultValue = "rsa",
            description = "The type of the new key: rsa (RSA-3072) or ec (EC P-384). Default: ${DEFAULT-VALUE}.")
    private String keyAlgorithm;

    @Option(
            names = "--renew",
            descriptionKey = "openfl.renew",
            arity = "0..1",
            fallbackValue = "true",
            description = "Replace an existing key and request.")
    private boolean renew;

    CollaboratorRequestCommand(Surroundings here) {
        super(here);
    }

    @Override
    void run(BuildLog log) throws IOException {
        String name = required(collaborator, "openfl.collaborator", "the collaborator's name", "hospital1");
        new CollaboratorCertificates(certificates.workspace(), log).request(name, KeyAlgorithm.of(keyAlgorithm), renew);
    }
}
