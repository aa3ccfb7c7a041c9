package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.EnclaveReport;
import io.github.openflgramine.dcap.VerifiedQuote;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result for one quote.
 *
 * @param quote the name of its file
 * @param verified the facts that it proves; empty if it cannot be verified
 * @param objections all reasons why it is not accepted; empty if it is accepted
 */
public record QuoteVerdict(String quote, Optional<VerifiedQuote> verified, List<Objection> objections) {

    static final String ACCEPTED = "accepted";
    static final String REFUSED = "refused";

    public QuoteVerdict {
        objections = List.copyOf(objections);
        if (verified.isEmpty() && objections.isEmpty()) {
            throw new IllegalArgumentException("a quote that is not verified is not accepted");
        }
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
