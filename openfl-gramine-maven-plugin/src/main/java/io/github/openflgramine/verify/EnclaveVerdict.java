package io.github.openflgramine.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.gramine.Difference;
import io.github.openflgramine.product.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be said of one enclave.
 *
 * @param measurements what was measured again, under the names of measurements.json
 * @param signed whether it has a SIGSTRUCT, right or wrong
 * @param expected what it was compared with beside its own parts
 * @param accepted listed files that are not there and need not be
 */
record EnclaveVerdict(
        String name,
        ObjectNode measurements,
        boolean signed,
        List<ExpectedValue> expected,
        List<String> accepted,
        List<Difference> differences) {

    /** Found in the place of a listed file that is not there. */
    static final String ABSENT = "absent";

    private static final int MOST_SHOWN = 50;

    EnclaveVerdict {
        expected = List.copyOf(expected);
        accepted = List.copyOf(accepted);
        differences = List.copyOf(differences);
    }

    /** Whether it agrees with itself and with all that was expected. */
    boolean agrees() {
        return differences.isEmpty();
    }

    /** Whether all that is wrong is that listed files are absent, which may be meant. */
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
        put(
                summary,
                "differences",
                differences.stream().map(EnclaveVerdict::summary).toList());
        return summary;
    }

    /** Of a list its length, and as much of it as anybody reads. */
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
