package io.github.openflgramine.attestation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reason why a quote is not accepted.
 *
 * @param check the step of the verification, {@code policy} or {@code report-data}
 * @param problem a sentence
 * @param acceptedBy the option that would accept it; empty if there is none
 * @param remedy the next step
 */
record Objection(
        String check,
        String problem,
        Optional<String> expected,
        Optional<String> found,
        Optional<String> acceptedBy,
        String remedy) {

    static final String POLICY = "policy";
    static final String REPORT_DATA = "report-data";

    /** Returns the fields of the JSON document; a field without a value is null. */
    Map<String, @Nullable Object> summary() {
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("check", check);
        summary.put("problem", problem);
        summary.put("expected", expected.orElse(null));
        summary.put("found", found.orElse(null));
        summary.put("accepted_by", acceptedBy.orElse(null));
        summary.put("remedy", remedy);
        return summary;
    }

    /** Returns the text for an error message. */
    String text() {
        StringBuilder text = new StringBuilder(problem);
        expected.ifPresent(value -> text.append("\n      expected     ").append(value));
        found.ifPresent(value -> text.append("\n      found        ").append(value));
        return text.append("\n      accepted by  ")
                .append(acceptedBy.orElse("nothing. " + remedy))
                .toString();
    }
}
