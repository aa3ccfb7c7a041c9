package io.github.openflgramine.prepare;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.InsecureSetting;
import io.github.openflgramine.product.ProductionRule;
import io.github.openflgramine.python.Requirement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Requirements for which another build may install another version (pip's requirements file format, PEP 440). The
 * result is a different enclave, with code that nobody has reviewed.
 */
final class UnpinnedRequirements {

    private static final Pattern EXACT = Pattern.compile("\\s*\\(?\\s*===?\\s*[^*,\\s]+\\s*\\)?\\s*");

    /** Pinned addresses. The address of a repository is pinned only by a commit. */
    private static final Pattern ADDRESS = Pattern.compile("\\s*@\\s*(?!git\\+).*|.*@[0-9a-f]{40}\\b.*");

    private final String openfl;
    private final BuildFiles files;

    /**
     * Creates a check for these inputs of the build.
     *
     * @param openfl pip's requirement for OpenFL, or the path of a wheel or a clone
     */
    UnpinnedRequirements(String openfl, BuildFiles files) {
        this.openfl = openfl;
        this.files = files;
    }

    /** Returns one insecure setting that names all of them; none if pip may only install from a directory of wheels. */
    List<InsecureSetting> in(Workspace workspace) throws IOException {
        if (files.wheelhouse().isPresent()) {
            return List.of();
        }
        List<String> lines =
                new ArrayList<>(Content.of(workspace.requirements()).lines());
        if (!openfl.contains("/") || openfl.contains("://")) {
            lines.add(openfl);
        }
        Set<String> open = new LinkedHashSet<>();
        lines.forEach(line -> names(line, false, open));
        if (files.constraints().isPresent()) {
            Set<String> pinned = new LinkedHashSet<>();
            Content.of(files.constraints().get()).lines().forEach(line -> names(line, true, pinned));
            open.removeAll(pinned);
        }
        return open.isEmpty()
                ? List.of()
                : List.of(new InsecureSetting(
 ProductionRule.UNPINNED_REQUIREMENT,
                        "No version is pinned for " + String.join(", ", open)
                                + ": another build may install another version and so have another MRENCLAVE.",
                        "Pin each with == in requirements.txt or in the file that openfl.constraints names."));
    }

    /** Adds the package name or address of a line if the line is pinned, or not pinned, as requested. */
    private static void names(String line, boolean pinned, Set<String> names) {
        Optional<Requirement> requirement = Requirement.parse(line);
        if (requirement.isPresent()) {
            String version = requirement.get().versions();
            boolean isPinned =
                    EXACT.matcher(version).matches() || ADDRESS.matcher(version).matches();
            if (isPinned == pinned) {
                names.add(requirement.get().name().value());
            }
        } else if (!pinned
                && !line.startsWith("-")
                && line.contains("://")
                && !ADDRESS.matcher(line).matches()) {
            names.add(line.strip());
        }
    }
}
