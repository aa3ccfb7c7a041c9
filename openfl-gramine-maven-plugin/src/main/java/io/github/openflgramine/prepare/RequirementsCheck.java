package io.github.openflgramine.prepare;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.python.Requirement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds packages in requirements.txt (pip's requirements file format) that install CUDA: gigabytes that an enclave
 * cannot use, because it has no GPU, and that are hashed at its start.
 */
final class RequirementsCheck {

    private static final Pattern INDEX = Pattern.compile("(^|\\s)(-i|-f|--(extra-)?index-url|--find-links)\\b.*");

    /** Packages that PyPI has for CUDA. PyTorch's own index has them for CPUs, under the same names. */
    private static final Set<String> TORCH = Set.of("torch", "torchvision", "torchaudio");

    private static final Pattern CUDA =
            Pattern.compile("(nvidia|cuda|cupy|pycuda)(-.*|)|cupy.*|triton|.*-gpu|.*-cu1\\d");

    private final BuildLog log;
    private final boolean ownIndex;
    private final List<String> constraints;

    /** Creates a check for these sources of packages. */
    RequirementsCheck(BuildLog log, PipInstall pip) throws IOException {
        this.log = log;
        this.ownIndex = pip.index().filter(index -> !index.isBlank()).isPresent()
                || pip.files().wheelhouse().isPresent()
                || INDEX.matcher(pip.options()).find();
        Optional<Path> file = pip.files().constraints();
        this.constraints = file.isPresent() ? Content.of(file.get()).lines() : List.of();
    }

    /** Warns about each finding with its line. */
    void check(Workspace workspace) throws IOException {
        List<String> lines = Content.of(workspace.requirements()).lines();
        boolean index =
                ownIndex || lines.stream().anyMatch(line -> INDEX.matcher(line).find());
        Path name = workspace.root().relativize(workspace.requirements());
        for (int i = 0; i < lines.size(); i++) {
            String where = name + " line " + (i + 1) + ": ";
            Requirement.parse(lines.get(i)).ifPresent(requirement -> check(where, requirement, index));
        }
    }

    private void check(String where, Requirement requirement, boolean index) {
        String name = requirement.name().value();
        String extras = requirement.extras().toLowerCase(Locale.ROOT);
        if (CUDA.matcher(name).matches() || extras.contains("cuda")) {
            log.warning(where + name + extras + " needs CUDA; an enclave has no GPU.", "Use the package without CUDA.");
        } else if (name.equals("tensorflow")) {
            log.warning(
                    where + "tensorflow includes GPU support.", "Use tensorflow-cpu, the same package for CPUs only.");
        } else if (TORCH.contains(name) && !index && !isFromElsewhere(requirement)) {
            log.warning(
                    where + "PyPI's " + name + " brings 3 GB of CUDA, which an enclave cannot use.",
                    "Set gramine.wheelIndex to an index with CPU wheels, or gramine.wheelhouse; or, in openfl.constraints, pin a version that PyPI"
                            + " does not have, such as one ending in +cpu.");
        }
    }

    /**
     * Returns whether the version is not from PyPI: it has a local part (PEP 440), such as 2.7.0+cpu or a
     * distribution's own.
     */
    private boolean isFromElsewhere(Requirement requirement) {
        return requirement.versions().contains("+")
                || requirement.versions().contains("@")
                || constraints.stream()
                        .flatMap(line -> Requirement.parse(line).stream())
                        .anyMatch(constraint -> constraint.name().equals(requirement.name())
                                && constraint.versions().contains("+"));
    }
}
