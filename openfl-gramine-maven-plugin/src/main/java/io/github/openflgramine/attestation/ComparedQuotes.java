package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.dcap.VerifiedQuote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What only several quotes together show: participants that share a processor, and collateral older than other collateral. */
public final class ComparedQuotes {

    /**
     * A verdict, and whose quote it is about.
     *
     * @param participant the name of who made the quote
     */
    public record Named(String participant, QuoteVerdict verdict) {}

    private ComparedQuotes() {}

    /**
     * Warns of participants whose quotes are from one processor, which has one identifier (PPID); in production they are refused.
     * One machine under two names counts twice in a federation's result.
     */
    public static List<Named> requireOwnProcessors(List<Named> quotes, boolean production) {
        Map<Octets, Set<String>> participants = new HashMap<>();
        for (Named quote : quotes) {
            quote.verdict()
                    .verified()
                    .ifPresent(verified -> participants
                            .computeIfAbsent(verified.ppid(), ppid -> new TreeSet<>())
                            .add(quote.participant()));
        }
        List<Named> judged = new ArrayList<>();
        for (Named quote : quotes) {
            Set<String> sharing = quote.verdict()
                    .verified()
                    .map(verified -> participants.get(verified.ppid()))
                    .orElse(Set.of(quote.participant()));
            judged.add(
                    sharing.size() == 1
                            ? quote
                            : new Named(quote.participant(), shared(quote.verdict(), sharing, production)));
        }
        return judged;
    }

    private static QuoteVerdict shared(QuoteVerdict verdict, Set<String> sharing, boolean production) {
        String problem = "One processor has several names: %s.".formatted(String.join(", ", sharing));
        return production
                ? verdict.withObjection(new Objection(
                        Objection.POLICY,
                        problem,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        "In production each participant needs a machine of its own."))
                : verdict.withWarning(problem);
    }

    /**
     * Refuses collateral that is older than the newest seen of the same kind of processor, and keeps the highest numbers.
     *
     * @param seen the numbers of earlier runs
     */
    public static List<Named> requireNewest(List<Named> quotes, SeenEvaluations seen, TrustedRoot root)
            throws IOException {
        Map<Octets, Integer> newest = new HashMap<>();
        for (Named quote : quotes) {
            quote.verdict()
                    .verified()
                    .ifPresent(verified -> newest.merge(verified.fmspc(), verified.evaluationDataNumber(), Math::max));
        }
        seen.raise(root, newest);
        List<Named> judged = new ArrayList<>();
        for (Named quote : quotes) {
            Optional<VerifiedQuote> verified = quote.verdict().verified();
            int highest =
                    verified.isPresent() ? seen.highest(root, verified.get().fmspc()) : 0;
            judged.add(
                    verified.isPresent() && verified.get().evaluationDataNumber() < highest
                            ? new Named(quote.participant(), older(quote.verdict(), verified.get(), highest, seen))
                            : quote);
        }
        return judged;
    }

    private static QuoteVerdict older(QuoteVerdict verdict, VerifiedQuote verified, int highest, SeenEvaluations seen) {
        return verdict.withObjection(new Objection(
                Objection.POLICY,
                "The collateral is older than other collateral that was seen for this kind of processor.",
                Optional.of("tcbEvaluationDataNumber %d or higher (%s)".formatted(highest, seen.file())),
                Optional.of(String.valueOf(verified.evaluationDataNumber())),
                Optional.empty(),
                "Fetch the collateral again; to judge for an earlier time, give gramine.at."));
    }
}
