package io.github.openflgramine.verify;

import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.attestation.ComparedQuotes;
import io.github.openflgramine.attestation.ComparedQuotes.Named;
import io.github.openflgramine.attestation.ExpectedFact;
import io.github.openflgramine.attestation.QuoteJudge;
import io.github.openflgramine.attestation.QuoteVerdict;
import io.github.openflgramine.attestation.SeenEvaluations;
import io.github.openflgramine.dcap.Collateral;
import io.github.openflgramine.dcap.RefusedQuoteException;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Verifies that quotes come from the expected enclave on a genuine platform in an accepted state. */
public final class VerifyQuote {

    private final Request request;
    private final VerifyLog log;
    private final TrustedRoot root;
    private final Map<Collateral, QuoteJudge> judges = new HashMap<>();
    private final Map<Path, Collateral> used = new HashMap<>();

    private VerifyQuote(Request request, BuildLog log) throws IOException {
        this.request = request;
        this.log = new VerifyLog(log);
        root = root(request);
    }

    /**
     * The inputs of verify-quote.
     *
     * @param quote a raw quote, a request package, kept evidence, or a directory of these
     * @param root the root certificate that replaces Intel's
     * @param at the instant for which the quotes are judged
     * @param seen the highest tcbEvaluationDataNumbers seen; empty for audits, which neither use nor change them
     */
    public record Request(
            Path quote,
            CollateralSource collateral,
            QuoteExpectations expected,
            AttestationPolicy policy,
            Optional<Path> root,
            Instant at,
            Optional<SeenEvaluations> seen) {}

    /** Verifies every quote and returns a verdict for each. */
    public static QuoteVerdicts judge(Request request, BuildLog log) throws IOException {
        return new VerifyQuote(request, log).judge();
    }

    /**
     * A quote that was accepted.
     *
     * @param collateral what it was judged with
     */
    public record Accepted(QuoteVerdicts verdicts, Collateral collateral) {}

    /**
     * Verifies one quote, and fails if it is not accepted.
     *
     * @throws io.github.openflgramine.GraminizeException with all objections
     */
    public static Accepted accept(Request request, BuildLog log) throws IOException {
        VerifyQuote verify = new VerifyQuote(request, log);
        QuoteVerdicts verdicts = verify.judge();
        verdicts.requireAcceptance();
        return new Accepted(
                verdicts, Objects.requireNonNull(verify.used.get(request.quote()), "an accepted quote was judged"));
    }

    private QuoteVerdicts judge() throws IOException {
        List<QuoteSource> sources = QuoteSource.read(request.quote());
        ChosenCollateral chosen = new ChosenCollateral(request, root, log);
        List<Named> judged = new ArrayList<>();
        for (QuoteSource source : sources) {
            judged.add(new Named(source.participant(), judge(source, chosen)));
        }
        if (request.seen().isPresent()) {
            judged = ComparedQuotes.requireNewest(judged, request.seen().get(), root);
        }
        if (!root.isIntel()) {
            log.noProtection();
        }
        judged = ComparedQuotes.requireOwnProcessors(judged, request.policy().production());
        List<QuoteVerdict> verdicts = judged.stream().map(Named::verdict).toList();
        verdicts.forEach(verdict -> verdict.warnings().forEach(warning -> log.quoteWarning(verdict.quote(), warning)));
        return new QuoteVerdicts(request.at(), root.isIntel(), verdicts);
    }

    private QuoteVerdict judge(QuoteSource source, ChosenCollateral chosen) throws IOException {
        List<ExpectedFact> all = new ArrayList<>(request.expected().of(source));
        request.expected().ofRequest(source).ifPresent(all::add);
        String name = source.file().toString();
        QuoteVerdict verdict;
        try {
            Collateral collateral = chosen.of(source);
            used.put(source.file(), collateral);
            verdict = judge(collateral).judge(name, source.quote().bytes(), all);
        } catch (RefusedQuoteException e) {
            verdict = QuoteVerdict.refused(name, e);
        }
        return source.request().isPresent() && !request.expected().isFresh(source)
                ? verdict.withWarning(QuoteExpectations.NOT_FRESH)
                : verdict;
    }

    private QuoteJudge judge(Collateral collateral) {
        return judges.computeIfAbsent(collateral, each -> new QuoteJudge(request.policy(), root, each, request.at()));
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
