package io.github.openflgramine.verify;

import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.attestation.ExpectedFact;
import io.github.openflgramine.attestation.Fact;
import io.github.openflgramine.attestation.QuoteJudge;
import io.github.openflgramine.attestation.QuoteVerdict;
import io.github.openflgramine.dcap.CollateralReader;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.files.ManifestSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Verifies that quotes come from the expected enclave on a genuine platform in an accepted state. Works offline. */
public final class VerifyQuote {

    private VerifyQuote() {}

    /**
     * The inputs of verify-quote.
     *
     * @param quote a raw quote, a request package, or a directory of both
     * @param collateral the file with Intel's collateral
     * @param expected the expected values, as in {@code verify}
     * @param role the role in an image whose values are expected
     * @param reportData first bytes of the report data, in hexadecimal digits
     * @param root the root certificate that replaces Intel's
     * @param at the instant for which the quotes are judged
     */
    public record Request(
            Path quote,
            Path collateral,
            Expectations expected,
            Optional<Role> role,
            Optional<String> reportData,
            AttestationPolicy policy,
            Optional<Path> root,
            Instant at) {}

    /** Verifies every quote and returns a verdict for each. */
    public static QuoteVerdicts judge(Request request) throws IOException {
        List<ExpectedFact> expected = expected(request);
        TrustedRoot root = root(request);
        QuoteJudge judge = new QuoteJudge(
                request.policy(),
                root,
                CollateralReader.read(ManifestSource.bytes(request.collateral(), "gramine.collateral")),
                request.at());
        List<QuoteVerdict> verdicts = new ArrayList<>();
        for (QuoteSource source : QuoteSource.read(request.quote())) {
            List<ExpectedFact> all = new ArrayList<>(expected);
            source.key().ifPresent(all::add);
            verdicts.add(judge.judge(source.name(), source.quote().bytes(), all));
        }
        return new QuoteVerdicts(request.at(), root.isIntel(), verdicts);
    }

    private static List<ExpectedFact> expected(Request request) throws IOException {
        List<ExpectedFact> expected = new ArrayList<>();
        List<ExpectedValue> values = request.role().isPresent()
                ? request.expected().ofQuote(request.role().get())
                : request.expected().ofQuote();
        for (ExpectedValue value : values) {
            Fact.named(value.field())
                    .ifPresent(fact -> expected.add(new ExpectedFact(fact, value.value(), value.source())));
        }
        request.reportData()
                .ifPresent(hex -> expected.add(new ExpectedFact(Fact.REPORT_DATA, hex, "gramine.reportData")));
        return expected;
    }

    private static TrustedRoot root(Request request) throws IOException {
        if (request.root().isEmpty()) {
            return TrustedRoot.intel();
        }
        Path file = request.root().get();
        String property = "gramine.attestationRoot";
        return TrustedRoot.read(ManifestSource.bytes(file, property), property + "=" + file);
    }
}
