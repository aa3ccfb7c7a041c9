package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.EnclaveReport;
import io.github.openflgramine.dcap.RefusedQuoteException;
import io.github.openflgramine.dcap.VerifiedQuote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result for one quote.
 *
 * @param quote the name of its file
 * @param verified the facts that it proves; empty if it cannot be verified
 * @param objections all reasons why it is not accepted; empty if it is accepted
 * @param warnings sentences about what was not checked, or should be looked at
 */
public record QuoteVerdict(
        String quote, Optional<VerifiedQuote> verified, List<Objection> objections, List<String> warnings) {

    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";

    public QuoteVerdict {
        objections = List.copyOf(objections);
        warnings = List.copyOf(warnings);
        if (verified.isEmpty() && objections.isEmpty()) {
            throw new IllegalArgumentException("a quote that is not verified is not accepted");
        }
    }

    /** Returns the verdict for a quote of which not even the platform can be read. */
    public static QuoteVerdict refused(String quote, RefusedQuoteException e) {
        return new QuoteVerdict(
                quote,
                Optional.empty(),
                List.of(new Objection(
                        e.step().toString(),
                        e.problem(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        e.remedy())),
                List.of());
    }

    /** Returns this verdict with another warning. */
    public QuoteVerdict withWarning(String warning) {
        return new QuoteVerdict(quote, verified, objections, with(warnings, warning));
    }

    /** Returns this verdict with another objection. */
    QuoteVerdict withObjection(Objection objection) {
        return new QuoteVerdict(quote, verified, with(objections, objection), warnings);
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }

    public boolean isAccepted() {
        return objections.isEmpty();
    }

    /** Returns all facts by name; a fact is null if the quote is not verified. */
    public Map<String, @Nullable Object> summary() {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("quote", quote);
        summary.put("verdict", isAccepted() ? ACCEPTED : REFUSED);
        summary.put("enclave", verified.map(QuoteVerdict::enclave).orElse(null));
        summary.put("platform", verified.map(QuoteVerdict::platform).orElse(null));
        summary.put("collateral", verified.map(QuoteVerdict::collateral).orElse(null));
        summary.put("objections", objections.stream().map(Objection::summary).toList());
        summary.put("warnings", warnings);
        return summary;
    }

    private static Map<String, Object> enclave(VerifiedQuote verified) {
        Map<String, Object> enclave = new LinkedHashMap<>();
        EnclaveReport report = verified.enclave();
        enclave.put("mrenclave", report.mrenclave().hex());
        enclave.put("mrsigner", report.mrsigner().hex());
        enclave.put("isv_prod_id", report.isvProdId());
        enclave.put("isv_svn", report.isvSvn());
        enclave.put("debug", report.isDebug());
        enclave.put("report_data", report.reportData().hex());
        return enclave;
    }

    private static Map<String, Object> platform(VerifiedQuote verified) {
        Map<String, Object> platform = new LinkedHashMap<>();
        platform.put("fmspc", verified.fmspc().hex());
        platform.put("tcb_status", verified.status().toString());
        platform.put("advisories", List.copyOf(verified.advisories()));
        return platform;
    }

    private static Map<String, Object> collateral(VerifiedQuote verified) {
        Map<String, Object> collateral = new LinkedHashMap<>();
        collateral.put("valid_from", verified.period().from().toString());
        collateral.put("valid_until", verified.period().until().toString());
        collateral.put("tcb_evaluation_data_number", verified.evaluationDataNumber());
        return collateral;
    }

    /** Returns all objections for an error message. */
    public String objectionText() {
        StringBuilder text = new StringBuilder(quote).append(':');
        objections.forEach(objection -> text.append("\n    ").append(objection.text()));
        return text.toString();
    }
}
