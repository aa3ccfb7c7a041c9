package io.github.openflgramine.openfl;

import io.github.openflgramine.Sha384;
import java.util.Map;

/** OpenFL 1.9's hash of a plan and the port derived from it (openfl/federated/plan/plan.py, utilities/utils.py). */
final class PlanHash {

    private static final int FIRST_PORT = 49152;
    private static final int LAST_PORT = 60999;

    private PlanHash() {}

    /** Returns the SHA-384 of PyYAML's dump of the plan, with its defaults and the settings of each section. */
    static String of(Map<?, ?> plan) {
        return Sha384.hex(PyYaml.dump(plan));
    }

    static int port(String hash) {
        return (int) (Long.parseLong(hash.substring(0, 8), 16) % (LAST_PORT - FIRST_PORT)) + FIRST_PORT;
    }
}
