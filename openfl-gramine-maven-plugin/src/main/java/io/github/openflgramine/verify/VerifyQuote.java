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

/** Finds out whether quotes prove that the expected enclave ran on a genuine platform in an accepted state. Asks nobody. */
final class VerifyQuote {

    private VerifyQuote() {}

    /**
     * What there is to judge, and by what.
     *
     * @param quote a raw quote, a request package, or a directory of both
     * @param collateral the file of Intel's nine pieces
     * @param expected of the enclave, as in {@code verify}
     * @param role which of an image's enclaves is expected
     * @param reportData first bytes of the report data, in hexadecimal digits
     * @param root in place of Intel's
     * @param at the instant for which the quotes are judged
     */
    record Request(
            Path quote,
            Path collateral,
            Expectations expected,
            Optional<Role> role,
            Optional<String> reportData,
            AttestationPolicy policy,
            Optional<Path> root,
            Instant at) {}

    /** Judges every quote; each has a verdict. */
    static QuoteVerdicts judge(Request request) throws IOException {
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
