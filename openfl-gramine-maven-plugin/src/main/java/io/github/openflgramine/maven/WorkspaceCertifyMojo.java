package io.github.openflgramine.maven;

import io.github.openflgramine.certify.WorkspaceCertify;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Creates a federation's certificate authority (CA) in the workspace's {@code cert} directory, in the layout of {@code fx workspace
 * certify}, so that {@code fx} can use it. An existing CA is never overwritten.
 */
@Mojo(name = "workspace-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class WorkspaceCertifyMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private CertificateDaysParameter certificates;

    @Parameter
    private KeyAlgorithmParameter key;

    @Override
    void run(BuildLog log) throws IOException {
        new WorkspaceCertify(workspace.directory(), Clock.systemUTC(), log)
                .certify(certificates.days(), key.algorithm());
    }
}
