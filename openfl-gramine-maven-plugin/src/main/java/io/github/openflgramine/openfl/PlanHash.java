package io.github.openflgramine.openfl;

import io.github.openflgramine.Sha384;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** OpenFL 1.9's hash of a plan and the port derived from it (openfl/federated/plan/plan.py, utilities/utils.py). */
final class PlanHash {

    private static final int FIRST_PORT = 49152;
    private static final int LAST_PORT = 60999;

    private PlanHash() {}

    static Optional<String> of(Map<?, ?> plan) {
        Map<Object, Object> complete = new LinkedHashMap<>();
        for (var section : plan.entrySet()) {
            if (!(section.getValue() instanceof Map<?, ?> content) || content.containsKey("defaults")) {
                return Optional.empty();
            }
            Map<Object, Object> withSettings = new LinkedHashMap<>(content);
            if (content.get("settings") == null) {
                withSettings.put("settings", Map.of());
            }
            complete.put(section.getKey(), withSettings);
        }
        return Optional.of(Sha384.hex(PyYaml.dump(complete)));
    }

    static int port(String hash) {
        return (int) (Long.parseLong(hash.substring(0, 8), 16) % (LAST_PORT - FIRST_PORT)) + FIRST_PORT;
    }
}
