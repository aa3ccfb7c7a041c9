package io.github.openflgramine.verify;

import io.github.openflgramine.gramine.Difference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of comparing the whole image: its configuration and its layers, with all files that no manifest lists.
 *
 * @param sources the properties with the expected values; empty if it was not compared
 * @param reason why it was not compared; else empty
 */
record ImageVerdict(List<String> sources, String reason, List<Difference> differences) {

    ImageVerdict {
        sources = List.copyOf(sources);
        differences = List.copyOf(differences);
    }

    static ImageVerdict compared(List<String> sources, List<Difference> differences) {
        return new ImageVerdict(sources, "", differences);
    }

    static ImageVerdict notCompared(String reason) {
        return new ImageVerdict(List.of(), reason, List.of());
    }

    boolean isCompared() {
        return !sources.isEmpty();
    }

    boolean agrees() {
        return differences.isEmpty();
    }

    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        if (!isCompared()) {
            summary.put("verdict", "not compared");
            summary.put("reason", reason);
            return summary;
        }
        summary.put("verdict", agrees() ? Verdict.AS_EXPECTED : Verdict.DIFFERENT);
        EnclaveVerdict.putDifferences(summary, differences);
        return summary;
    }
}
