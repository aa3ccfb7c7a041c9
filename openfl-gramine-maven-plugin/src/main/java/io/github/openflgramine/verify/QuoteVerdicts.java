package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.attestation.QuoteVerdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The results for all quotes, as text, as JSON, and as the error that ends a build.
 *
 * @param at the instant for which they were judged
 * @param isIntelRoot whether they come from Intel's root; with any other they are no protection
 */
public record QuoteVerdicts(Instant at, boolean isIntelRoot, List<QuoteVerdict> quotes) {

    public QuoteVerdicts {
        quotes = List.copyOf(quotes);
    }

    /** Returns all results; the JSON form always has every field. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("verdict", isAccepted() ? "accepted" : "refused");
        summary.put("judged_at", at.toString());
        summary.put("trusted_root", isIntelRoot ? "Intel SGX Root CA" : "a root of your own: no protection");
        summary.put("quotes", quotes.stream().map(QuoteVerdict::summary).toList());
        return summary;
    }

    /** Returns whether every quote is accepted. */
    boolean isAccepted() {
        return quotes.stream().allMatch(QuoteVerdict::isAccepted);
    }

    /**
     * Fails if any quote is not accepted.
     *
     * @throws GraminizeException with all of them
     */
    public void requireAcceptance() {
        if (!isAccepted()) {
            throw new GraminizeException(
                    quotes.stream()
                            .filter(quote -> !quote.isAccepted())
                            .map(QuoteVerdict::objectionText)
                            .collect(Collectors.joining("\n", "Not accepted:\n", "\n")),
                    "Accept only what you have decided to accept; otherwise do not trust these enclaves.");
        }
    }
}
