package io.github.openflgramine.maven;

import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Makes a collaborator's key and the request for its certificate in {@code cert/client}, and {@code col_NAME_to_agg_cert_request.zip} to be sent to the authority. The key stays. */
@Mojo(name = "collaborator-generate-cert-request", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorGenerateCertRequestMojo extends AbstractCertificateMojo {

    /** The collaborator's name: letters, digits, '.', '_' and '-'; lower-cased. Example: {@code -Dopenfl.collaborator=hospital1}. */
    @Parameter(property = "openfl.collaborator")
    private @Nullable String collaborator;

    /** Whether the collaborator's key may be replaced. */
    @Parameter(property = "openfl.renew", defaultValue = "false")
    private boolean renew;

    /** The kind of the new key: {@code rsa} (RSA-3072, as OpenFL makes them) or {@code ec} (EC P-384). */
    @Parameter(property = "openfl.keyAlgorithm", defaultValue = "rsa")
    private String keyAlgorithm;

    @Override
    void run(BuildLog log) throws IOException {
        new CollaboratorCertificates(workspace(), log)
                .request(
                        required(collaborator, "openfl.collaborator", "the collaborator's name"),
                        KeyAlgorithm.of(keyAlgorithm),
                        renew);
    }
}
