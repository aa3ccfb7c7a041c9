package io.github.openflgramine.maven;

import io.github.openflgramine.enrolment.Audit;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.QuoteTime;
import io.github.openflgramine.verify.QuoteVerdicts;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Judges the evidence of all participants of an attested federation again, with today's collateral and your policy, and lists who would
 * not be accepted. No participant is asked. Every participant has the evidence of those who were certified before it; a later answer
 * package has more. The result goes to standard output.
 */
@Mojo(name = "audit", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AuditMojo extends AbstractGraminizeMojo {

    private final ServiceConnection connections;

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private EnclaveJudgeParameters enclaves;

    @Parameter
    private JudgedAtParameter judged;

    @Parameter
    private FormatParameter format;

    /**
     * The evidence: a directory, or an answer package (zip) that contains some. Default: {@code evidence} in the directory.
     */
    @Parameter(property = "openfl.evidence")
    private @Nullable File evidence;

    @Inject
    AuditMojo(ServiceConnection connections) {
        this.connections = connections;
    }

    @Override
    void run(BuildLog log) throws IOException {
        QuoteTime time = judged.time();
        QuoteVerdicts verdicts = new Audit(enclaves.setup(connections, session().getSettings(), hasPom()), log)
                .judge(
                        path(evidence).orElseGet(() -> workspace.directory().resolve("evidence")),
                        time.at(),
                        time.seen().isEmpty());
        result().print(verdicts.summary());
        verdicts.requireAcceptance();
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
