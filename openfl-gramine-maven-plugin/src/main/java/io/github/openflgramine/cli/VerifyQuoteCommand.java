package io.github.openflgramine.cli;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.QuoteExpectations;
import io.github.openflgramine.verify.QuoteTime;
import io.github.openflgramine.verify.QuoteVerdicts;
import io.github.openflgramine.verify.VerifyQuote;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code verify-quote}: judges SGX quotes. */
@Command(
        name = "verify-quote",
        description =
                "Verifies SGX quotes (DCAP, version 3): that an enclave with the expected measurement ran on a genuine Intel"
                        + " platform, in a state that you accept.")
@SuppressWarnings("NullAway.Init")
final class VerifyQuoteCommand extends JarCommand {

    @Option(
            names = "--quote",
            descriptionKey = "gramine.quote",
            paramLabel = "FILE",
            description = "A raw quote, a request package with a quote, kept evidence, or a directory of these.")
    private @Nullable Path quote;

    @Mixin
    private ExpectationOptions expected;

    @Option(
            names = "--role",
            descriptionKey = "openfl.role",
            paramLabel = "ROLE",
            description = "The role whose values are expected: aggregator or collaborator.")
    private @Nullable String role;

    @Option(
            names = "--report-data",
            descriptionKey = "gramine.reportData",
            paramLabel = "HEX",
            description = "The expected first bytes of the report data.")
    private @Nullable String reportData;

    @Option(
            names = "--nonce",
            descriptionKey = "gramine.nonce",
            paramLabel = "HEX",
            description = "The nonce that you sent to the participant. Without it, the quote's age is not checked.")
    private @Nullable String nonce;

    @Mixin
    private CollateralOptions collateral;

    @Mixin
    private QuotePolicyOptions policy;

    @Option(
            names = "--at",
            descriptionKey = "gramine.at",
            paramLabel = "INSTANT",
            description = "The instant for which the quote is verified, for audits. Default: now.")
    private @Nullable String at;

    @Mixin
    private FormatOption format;

    VerifyQuoteCommand(Surroundings here) {
        super(here);
    }

    @Override
    ResultFormat format() {
        return format.format();
    }

    @Override
    void run(BuildLog log) throws IOException {
        QuoteTime time = QuoteTime.of(at, Clock.systemUTC(), here().environment());
        QuoteVerdicts verdicts = VerifyQuote.judge(
                new VerifyQuote.Request(
                        required(quote, "gramine.quote", "the quote to verify", "col1.quote"),
                        collateral.source(here()),
                        new QuoteExpectations(
                                expected.expectations(),
                                QuoteExpectations.role(role),
                                Optional.ofNullable(reportData),
                                Optional.ofNullable(nonce),
                                QuoteExpectations.NONCE),
                        policy.policy(),
                        policy.root(),
                        time.at(),
                        time.seen()),
                log);
        result().print(verdicts.summary());
        judge(verdicts::requireAcceptance);
    }
}
