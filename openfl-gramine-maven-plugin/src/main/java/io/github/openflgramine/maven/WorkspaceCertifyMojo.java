package io.github.openflgramine.maven;

import io.github.openflgramine.certify.WorkspaceCertify;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes the certificate authority of a federation in the workspace's {@code cert} directory, with the layout of {@code fx
 * workspace certify}, so that {@code fx} can go on with it. An authority that is there is never overwritten.
 */
@Mojo(name = "workspace-certify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class WorkspaceCertifyMojo extends AbstractCertificateMojo {

    /**
     * For how many days, from now, the two certificates of the authority are valid: 1 to 36500. No participant's
     * certificate outlives them. Example: {@code -Dopenfl.certificateDays=730}.
     */
    @Parameter(property = "openfl.certificateDays", defaultValue = "365")
    private int certificateDays;

    /** The kind of both keys: {@code rsa} (RSA-3072, as OpenFL makes them) or {@code ec} (EC P-384). */
    @Parameter(property = "openfl.keyAlgorithm", defaultValue = "rsa")
    private String keyAlgorithm;

    @Override
    void run(BuildLog log) throws IOException {
        new WorkspaceCertify(workspace(), Clock.systemUTC(), log)
                .certify(certificateDays, KeyAlgorithm.of(keyAlgorithm));
    }
}
