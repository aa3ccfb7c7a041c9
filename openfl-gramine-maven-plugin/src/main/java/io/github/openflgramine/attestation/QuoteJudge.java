package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.Collateral;
import io.github.openflgramine.dcap.EnclaveReport;
import io.github.openflgramine.dcap.QuoteVerifier;
import io.github.openflgramine.dcap.RefusedQuoteException;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.dcap.VerifiedQuote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Verifies quotes and compares them with a policy and with expected values. Collects all objections. */
public final class QuoteJudge {

    private static final String NO_TRUST = "Do not trust this enclave.";

    private final AttestationPolicy policy;
    private final TrustedRoot root;
    private final QuoteVerifier verifier;

    /**
     * @param root Intel's root, or another, which gives no protection
     * @param at the instant for which quotes are judged
     */
    public QuoteJudge(AttestationPolicy policy, TrustedRoot root, Collateral collateral, Instant at) {
        this.policy = policy;
        this.root = root;
        verifier = new QuoteVerifier(root, collateral, at);
    }

    /**
     * Judges one quote.
     *
     * @param name the quote's file, for messages
     * @param expected the expected values of the enclave; without MRENCLAVE or MRSIGNER, no quote is accepted
     */
    public QuoteVerdict judge(String name, byte[] quote, List<ExpectedFact> expected) {
        try {
            VerifiedQuote verified = verifier.verify(quote);
            List<Objection> objections = new ArrayList<>();
            judgeRoot(objections);
            judgePlatform(verified, objections);
            judgeEnclave(verified.enclave(), expected, objections);
            return new QuoteVerdict(name, Optional.of(verified), objections, List.of());
        } catch (RefusedQuoteException e) {
            return QuoteVerdict.refused(name, e);
        }
    }

    private void judgeRoot(List<Objection> objections) {
        if (policy.production() && !root.isIntel()) {
            objections.add(objection(
                    "The trusted root is not Intel's; in production it has to be.",
                    null,
                    "Remove %s.".formatted(AttestationPolicy.ATTESTATION_ROOT)));
        }
    }

    private void judgePlatform(VerifiedQuote verified, List<Objection> objections) {
        TcbStatus status = verified.status();
        if (status == TcbStatus.REVOKED) {
            objections.add(objection("The platform's TCB status is Revoked.", null, NO_TRUST));
        } else if (!policy.acceptedTcb().contains(status)) {
            objections.add(objection(
                    "The platform's TCB status is %s.".formatted(status),
                    policy.accepting(status),
                    "Update the platform: BIOS, microcode, quoting enclave."));
        }
        TreeSet<String> advisories = new TreeSet<>(verified.advisories());
        advisories.removeAll(policy.acceptedAdvisories());
        if (!advisories.isEmpty()) {
            objections.add(objection(
                    "Security advisories apply to the platform: %s.".formatted(String.join(", ", advisories)),
                    policy.accepting(advisories),
                    "Read them, or update the platform."));
        }
        if (verified.evaluationDataNumber() < policy.minTcbEvaluation()) {
            objections.add(new Objection(
                    Objection.POLICY,
                    "The collateral is older than other collateral that was seen.",
                    Optional.of("tcbEvaluationDataNumber %d or higher".formatted(policy.minTcbEvaluation())),
                    Optional.of(String.valueOf(verified.evaluationDataNumber())),
                    Optional.of(AttestationPolicy.option(
                            AttestationPolicy.MIN_TCB_EVALUATION, verified.evaluationDataNumber())),
                    "Fetch the collateral again."));
        }
    }

    private void judgeEnclave(EnclaveReport report, List<ExpectedFact> expected, List<Objection> objections) {
        if (report.isDebug() && !policy.acceptDebug()) {
            objections.add(objection(
                    "It is a debug enclave: its memory can be read from outside.",
                    policy.production() ? null : AttestationPolicy.option(AttestationPolicy.ACCEPT_DEBUG, true),
                    NO_TRUST));
        }
        if (expected.stream().noneMatch(fact -> fact.fact() == Fact.MRENCLAVE || fact.fact() == Fact.MRSIGNER)) {
            objections.add(objection(
                    "No MRENCLAVE or MRSIGNER is expected, so any enclave would be accepted.",
                    option(Fact.MRENCLAVE, report),
                    "Give the values that you received from the image's builder out of band."));
        }
        for (ExpectedFact fact : expected) {
            if (!fact.fact().accepts(fact.value(), report)) {
                objections.add(new Objection(
                        fact.fact() == Fact.REPORT_DATA ? Objection.REPORT_DATA : Objection.POLICY,
                        (fact.fact() == Fact.ISV_SVN ? "%s is lower than in %s." : "%s differs from %s.")
                                .formatted(fact.fact(), fact.source()),
                        Optional.of(fact.value()),
                        Optional.of(fact.fact().of(report)),
                        acceptedBy(fact, report),
                        NO_TRUST));
            }
        }
    }

    /** Report data that a request demands cannot be accepted otherwise: the quote was made for another one. */
    private static Optional<String> acceptedBy(ExpectedFact expected, EnclaveReport report) {
        return expected.fact() == Fact.REPORT_DATA
                        && !expected.source().equals(expected.fact().property())
                ? Optional.empty()
                : Optional.of(option(expected.fact(), report));
    }

    private static String option(Fact fact, EnclaveReport report) {
        return AttestationPolicy.option(
                fact.property(), fact.property().endsWith(".measurements") ? "…" : fact.of(report));
    }

    private static Objection objection(String problem, @Nullable String acceptedBy, String remedy) {
        return new Objection(
                Objection.POLICY, problem, Optional.empty(), Optional.empty(), Optional.ofNullable(acceptedBy), remedy);
    }
}
