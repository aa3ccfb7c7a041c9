package io.github.openflgramine.prepare;

import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import io.github.openflgramine.python.Requirement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Requirements for which another build may install another version. The result is a different enclave, with code that
 * nobody has reviewed.
 */
final class UnpinnedRequirements {

    private UnpinnedRequirements() {}

    /**
     * Returns one insecure setting that names all of them; none if pip may only install from a directory of wheels. What is not
     * taken from there is named all the same.
     */
    static List<InsecureSetting> in(PipRequirements requirements, boolean hasWheelhouse) {
        Set<String> open = requirements.unpinned().stream()
                .filter(one -> !hasWheelhouse || one.kind() != Requirement.Kind.NAMED)
                .map(Requirement::shown)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return open.isEmpty()
                ? List.of()
                : List.of(new InsecureSetting(
                        ProductionRule.UNPINNED_REQUIREMENT,
                        "No version is pinned for " + String.join(", ", open)
                                + ": another build may install another version and so have another MRENCLAVE.",
                        "Pin each with == in requirements.txt or in the file that openfl.constraints names; an archive's"
                                + " address with #sha256=…, a repository's with a whole commit, without -e."));
    }
}
