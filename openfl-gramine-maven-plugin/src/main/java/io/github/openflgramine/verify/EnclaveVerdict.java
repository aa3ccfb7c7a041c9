package io.github.openflgramine.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.product.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result of verifying one enclave.
 *
 * @param measurements the values measured again, with the names in measurements.json
 * @param signed whether it has a SIGSTRUCT, valid or not
 * @param expected the expected values with which it was compared
 * @param accepted listed files that are missing and may be missing
 */
record EnclaveVerdict(
        String name,
        ObjectNode measurements,
        boolean signed,
        List<ExpectedValue> expected,
        List<String> accepted,
        List<Difference> differences) {

    /** The found value for a listed file that is missing. */
    static final String ABSENT = "absent";

    private static final int MOST_SHOWN = 50;

    EnclaveVerdict {
        expected = List.copyOf(expected);
        accepted = List.copyOf(accepted);
        differences = List.copyOf(differences);
    }

    /** Returns whether there are no differences. */
    boolean agrees() {
        return differences.isEmpty();
    }

    /** Returns whether all differences are missing files, which may be intended. */
    boolean lacksFilesOnly() {
        return differences.stream().allMatch(difference -> difference.found().equals(Optional.of(ABSENT)));
    }

    boolean isExpected(String field) {
        return expected.stream().anyMatch(value -> value.field().equals(field));
    }

    private String outcome() {
        return agrees() ? expected.isEmpty() ? Verdict.CONSISTENT : Verdict.AS_EXPECTED : Verdict.DIFFERENT;
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("verdict", outcome());
        summary.put("signed", signed);
        summary.putAll(JsonText.map(measurements));
        put(summary, "accepted_as_absent", accepted);
        putDifferences(summary, differences);
        return summary;
    }

    static void putDifferences(Map<String, Object> summary, List<Difference> differences) {
        put(
                summary,
                "differences",
                differences.stream().map(EnclaveVerdict::summary).toList());
    }

    /** Adds a list's length and its first elements. */
    private static void put(Map<String, Object> summary, String name, List<?> list) {
        if (!list.isEmpty()) {
            summary.put(name + "_count", list.size());
            summary.put(name, list.stream().limit(MOST_SHOWN).toList());
        }
    }

    private static Map<String, Object> summary(Difference difference) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("what", difference.what());
        difference.expected().ifPresent(value -> summary.put("expected", value));
        difference.found().ifPresent(value -> summary.put("found", value));
        difference.suspect().ifPresent(value -> summary.put("suspect", value));
        return summary;
    }
}
