package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Verifies SGX quotes like Intel's Quote Verification Library. If a check cannot be decided, the quote is refused. Works
 * offline and for a given instant. The collateral is verified once. Not thread-safe.
 */
public final class QuoteVerifier {

    private final TrustedRoot root;
    private final Instant at;
    private final Once<RevocationLists> lists;
    private final Once<TcbDocuments> documents;

    /**
     * Creates a verifier for quotes of one kind of processor.
     *
     * @param root the root of all certificates of quote and collateral
     * @param at the instant for which quotes are judged
     */
    public QuoteVerifier(TrustedRoot root, Collateral collateral, Instant at) {
        this.root = root;
        this.at = at;
        lists = new Once<>(() -> RevocationLists.verified(collateral, root, at));
        documents = new Once<>(() -> TcbDocuments.verified(collateral, lists.get(), root, at));
    }

    /**
     * Verifies a quote completely.
     *
     * @param bytes all bytes of a quote of version 3
     * @throws RefusedQuoteException with the first step that failed
     */
    public VerifiedQuote verify(byte[] bytes) throws RefusedQuoteException {
        Quote quote = Step.QUOTE_FORM.take(() -> QuoteReader.read(bytes));
        RevocationLists revoked = Step.REVOCATION_LISTS.take(lists);
        TcbDocuments intel = Step.TCB_DOCUMENTS.take(documents);
        PckCertificate pck = Step.PCK_CERTIFICATE.take(() -> PckCertificate.verified(quote, revoked, root, at));
        step(Step.QE_REPORT, () -> QuotingEnclaveCheck.require(quote, pck.key(), intel.qeIdentity()));
        step(Step.QUOTE_SIGNATURE, () -> requireSignature(quote));
        TcbState state = Step.TCB_LEVEL.take(() -> PlatformState.of(pck.platform(), quote.quotingEnclave(), intel));
        return new VerifiedQuote(
                quote.report(),
                pck.platform().ppid(),
                pck.platform().fmspc(),
                state.status(),
                state.advisories(),
                intel.evaluationDataNumber(),
                revoked.period().and(intel.period()).and(pck.period()));
    }

    /**
     * Returns why the collateral cannot be used for quotes of this platform at the verifier's instant; empty if it can.
     *
     * @param lowest the lowest tcbEvaluationDataNumber that is not too old
     */
    public Optional<String> unusable(QuotedPlatform platform, int lowest) {
        try {
            RevocationLists revoked = lists.get();
            TcbDocuments intel = documents.get();
            if (!intel.tcbInfo().fmspc().equals(platform.fmspc())
                    || !platform.authority().subject().isOf(revoked.authority().leaf())) {
                return Optional.of("It is for another kind of processor.");
            }
            return intel.evaluationDataNumber() < lowest
                    ? Optional.of("It has tcbEvaluationDataNumber %d; %d was seen before."
                            .formatted(intel.evaluationDataNumber(), lowest))
                    : Optional.empty();
        } catch (GraminizeException e) {
            return Optional.of(e.problem());
        }
    }

    private static void requireSignature(Quote quote) {
        boolean verifies = EcdsaP256.key(quote.attestationKey())
                .filter(key -> EcdsaP256.verifies(key, quote.signed(), quote.signature()))
                .isPresent();
        if (!verifies) {
            throw new GraminizeException(
                    "Quote has a wrong signature.",
                    "Do not trust it: it was changed, or another enclave's quote is in it.");
        }
    }

    private static void step(Step step, Runnable check) throws RefusedQuoteException {
        step.take(() -> {
            check.run();
            return step;
        });
    }
}
