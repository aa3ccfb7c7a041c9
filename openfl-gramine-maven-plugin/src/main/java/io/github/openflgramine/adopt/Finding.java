package io.github.openflgramine.adopt;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something in a workspace that will not run in an enclave, or may not.
 *
 * @param place file and, if known, line
 * @param remedy how to change it
 */
record Finding(String place, String problem, String remedy) {

    /** Returns the finding for programs. */
    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("place", place);
        summary.put("problem", problem);
        summary.put("remedy", remedy);
        return summary;
    }
}
