package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.NewAuthority;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/**
 * {@code workspace-certify}: creates a federation's certificate authority where {@code fx workspace certify} puts it.
 */
public final class WorkspaceCertify {

    private final Path workspace;
    private final Clock clock;
    private final CertifyLog log;

    public WorkspaceCertify(Path workspace, Clock clock, BuildLog log) {
        this.workspace = workspace;
        this.clock = clock;
        this.log = new CertifyLog(log);
    }

    /**
     * Creates the authority's keys and certificates.
     *
     * @param days how long they are valid
     */
    public void certify(int days, KeyAlgorithm algorithm) throws IOException {
        if (!Files.isRegularFile(workspace.resolve("plan/plan.yaml"))) {
            throw new GraminizeException(
                    workspace + " is not an OpenFL workspace: plan/plan.yaml is missing.",
                    "Run this goal in the workspace's directory or give -Dopenfl.workspace=DIRECTORY.");
        }
        CertDirectory directory = CertDirectory.of(workspace);
        CertWriter writer = new CertWriter(directory);
        writer.refuseExistingAuthority();
        NewAuthority authority = NewAuthority.create(Validity.days(days, clock), algorithm);
        writer.write(authority);
        log.wrote(directory.authorityDirectory());
        log.wrote(directory.chain());
        log.chainSent(authority.authority().chain().sha384());
    }
}
