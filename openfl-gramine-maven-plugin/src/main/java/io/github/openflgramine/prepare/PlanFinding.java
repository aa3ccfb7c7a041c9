package io.github.openflgramine.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.openfl.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that was found by constructing what a plan names.
 *
 * @param keys lead to the place in the plan; a place in OpenFL's defaults is not in the file
 * @param isError whether a federation would fail; otherwise it is what could not be tried
 */
record PlanFinding(List<String> keys, String problem, String remedy, boolean isError) {

    PlanFinding {
        keys = List.copyOf(keys);
    }

    /** Reads a list that the program in the container wrote. */
    static List<PlanFinding> parse(JsonNode json) {
        List<PlanFinding> findings = new ArrayList<>();
        for (JsonNode found : json) {
            List<String> keys = new ArrayList<>();
            found.path("keys").forEach(key -> keys.add(key.asText()));
            findings.add(new PlanFinding(
                    keys,
                    found.path("problem").asText(),
                    found.path("remedy").asText(),
                    found.path("error").asBoolean(true)));
        }
        return List.copyOf(findings);
    }

    /** Returns the problem with its place: {@code FILE line N, SECTION.KEY: …}. */
    String placed(Plan plan) {
        return plan.place(keys) + (keys.isEmpty() ? "" : ", " + String.join(".", keys)) + ": " + problem;
    }
}
