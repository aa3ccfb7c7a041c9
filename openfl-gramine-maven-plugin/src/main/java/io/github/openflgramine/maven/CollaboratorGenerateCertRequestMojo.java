package io.github.openflgramine.maven;

import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates a collaborator's private key and certificate request in {@code cert/client}, and the package
 * {@code col_NAME_to_agg_cert_request.zip} to send to the CA. The package does not contain the private key.
 */
@Mojo(name = "collaborator-generate-cert-request", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorGenerateCertRequestMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private CollaboratorParameter collaborator;

    @Parameter
    private KeyAlgorithmParameter key;

    @Parameter
    private RenewParameter renew;

    @Override
    void run(BuildLog log) throws IOException {
        new CollaboratorCertificates(workspace.directory(), log)
                .request(collaborator.required(), key.algorithm(), renew.isSet());
    }
}
