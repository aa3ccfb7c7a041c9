package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.QuoteExpectations;
import io.github.openflgramine.verify.QuoteTime;
import io.github.openflgramine.verify.QuoteVerdicts;
import io.github.openflgramine.verify.VerifyQuote;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Verifies SGX quotes (DCAP, version 3): that an enclave with the expected measurement ran on a genuine Intel platform, in a state
 * that you accept. Intel's collateral comes from a file, from Intel's service or from a PCCS. Fails with all objections, each with
 * the option that would accept it.
 *
 * <p>It needs neither a project nor SGX, and reads quotes of any SGX enclave, not only of images of this plugin. The result goes to
 * standard output. Example: {@code mvn … -Dgramine.quote=col1.quote -Dgramine.measurements=measurements.json
 * -Dopenfl.role=collaborator}.
 */
@Mojo(name = "verify-quote", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class VerifyQuoteMojo extends AbstractGraminizeMojo {

    private final ServiceConnection connections;

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private ExpectationParameters expected;

    @Parameter
    private CollateralParameters collateral;

    @Parameter
    private AttestationPolicyParameters policy;

    @Parameter
    private FormatParameter format;

    /**
     * The quote to verify: a raw quote, a request package with a quote, kept evidence (a zip with request, quote and collateral), or a
     * directory of these ({@code *.quote}, {@code *.zip}).
     */
    @Parameter(property = "gramine.quote")
    private @Nullable File quote;

    /** The role whose values are expected, if they come from an image with both: {@code aggregator} or {@code collaborator}. */
    @Parameter(property = "openfl.role")
    private @Nullable String role;

    /** The expected first bytes of the report data, as hexadecimal digits. For a request package, its key is expected in any case. */
    @Parameter(property = "gramine.reportData")
    private @Nullable String reportData;

    /**
     * The nonce that you sent to the participant, as hexadecimal digits: the quote of a request package must be bound to it and to the
     * request, so it cannot be an old one. Without it, the quote's age is not checked.
     */
    @Parameter(property = "gramine.nonce")
    private @Nullable String nonce;

    @Parameter
    private AttestationRootParameter attestationRoot;

    @Parameter
    private JudgedAtParameter judged;

    @Inject
    VerifyQuoteMojo(ServiceConnection connections) {
        this.connections = connections;
    }

    @Override
    void run(BuildLog log) throws IOException {
        QuoteTime time = judged.time();
        QuoteVerdicts verdicts = VerifyQuote.judge(
                new VerifyQuote.Request(
                        path(quote).orElseThrow(() -> missing("gramine.quote", "the quote to verify", "col1.quote")),
                        collateral.source(connections, session().getSettings()),
                        new QuoteExpectations(
                                expected.expectations(measurements),
                                QuoteExpectations.role(role),
                                Optional.ofNullable(reportData),
                                Optional.ofNullable(nonce),
                                QuoteExpectations.NONCE),
                        policy.policy(),
                        attestationRoot.file(),
                        time.at(),
                        time.seen()),
                log);
        result().print(verdicts.summary());
        verdicts.requireAcceptance();
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
