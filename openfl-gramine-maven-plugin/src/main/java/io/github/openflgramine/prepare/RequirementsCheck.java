package io.github.openflgramine.prepare;

import io.github.openflgramine.openfl.PlanDefaults;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.python.PipOption;
import io.github.openflgramine.python.PythonName;
import io.github.openflgramine.python.Requirement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds packages that install CUDA: gigabytes that an enclave cannot use, because it has no GPU, and that are hashed at
 * its start. Also finds lines that pip reads in another way than their author expects.
 */
public final class RequirementsCheck {

    private static final Set<String> INDEXES = Set.of("--index-url", "--extra-index-url", "--find-links");
    private static final Pattern BLANKS = Pattern.compile("[\\s=]+");

    private final BuildLog log;
    private final PipRequirements requirements;
    private final boolean hasWheelhouse;
    private final boolean hasCpuIndex;

    /** Creates a check for these requirements and sources of packages. */
    RequirementsCheck(BuildLog log, PipRequirements requirements, PipInstall pip) {
        this.log = log;
        this.requirements = requirements;
        this.hasWheelhouse = pip.files().wheelhouse().isPresent();
        // gramine.wheelIndex is documented as an index with wheels for CPUs.
        this.hasCpuIndex = pip.index()
                        .filter(index -> !CudaPackages.isForGpus(index.address()))
                        .isPresent()
                || Stream.concat(
                                BLANKS.splitAsStream(pip.options()),
                                requirements.options().stream()
                                        .filter(option -> INDEXES.contains(option.name()))
                                        .map(PipOption::value))
                        .anyMatch(CudaPackages::isForCpus);
    }

    /**
     * Warns about the requirements of a workspace that is installed with OpenFL from PyPI and without other files or indexes.
     *
     * @throws io.github.openflgramine.GraminizeException if pip would refuse a line
     */
    public static void check(Workspace workspace, BuildLog log) throws IOException {
        PipInstall plain = new PipInstall(
                "openfl==" + PlanDefaults.VERSION,
                new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                "");
        new RequirementsCheck(log, PipRequirements.read(workspace, plain), plain).check();
    }

    /** Warns about each finding with its line. */
    void check() {
        List<Requirement> installed =
                requirements.installed().stream().filter(Requirement::mayApply).toList();
        boolean namesTorch = installed.stream().anyMatch(CudaPackages::isTorch);
        installed.forEach(one -> check(one, namesTorch));
        requirements
                .ignored()
                .forEach(option -> log.warning(
                        option.line() + ": pip ignores " + option.name() + " here.", "Write it on a line of its own."));
        requirements
                .variables()
                .forEach(variable -> log.warning(
                        variable.getValue() + ": pip replaces ${" + variable.getKey()
                                + "} only if the build has this environment variable.",
                        "In gramine/Dockerfile, add ARG " + variable.getKey()
                                + " before RUN sh /build/install, and build with" + " -Ddocker.buildArg."
                                + variable.getKey() + "=…"));
    }

    private void check(Requirement one, boolean namesTorch) {
        String where = one.line() + ": ";
        String name = one.shown();
        var build = CudaPackages.build(one);
        if (CudaPackages.isByName(one)) {
            log.warning(
                    where + name + extras(one) + " needs CUDA; an enclave has no GPU.",
                    "Use the package without CUDA.");
        } else if (build.isPresent()) {
            log.warning(
                    where + name + " is a build for GPUs (" + build.get() + "); an enclave has no GPU.",
                    "Use the build for CPUs (PyTorch: version+cpu, from https://download.pytorch.org/whl/cpu as"
                            + " gramine.wheelIndex).");
        } else if (CudaPackages.forCpus(one).isPresent()) {
            String other = CudaPackages.forCpus(one).get();
            log.warning(
                    where + "PyPI's " + name + " includes GPU support.",
                    "Use " + other + ", the same package for CPUs only.");
        } else if (isPyPis(one)) {
            if (CudaPackages.isTorch(one)) {
                log.warning(where + "PyPI's " + name + " brings 3 GB of CUDA, which an enclave cannot use.", remedy());
            } else if (CudaPackages.requiresTorch(one) && !namesTorch && !isConstrained(new PythonName("torch"))) {
                log.warning(
                        where + name + " requires torch, and PyPI's torch brings 3 GB of CUDA, which an enclave cannot"
                                + " use.",
                        remedy());
            }
        }
    }

    private static String remedy() {
        return "Set gramine.wheelIndex to an index with CPU wheels, or gramine.wheelhouse; or, in openfl.constraints, pin a"
                + " version that PyPI does not have, such as one ending in +cpu.";
    }

    private static String extras(Requirement one) {
        return one.extras().isEmpty() ? "" : one.extras().stream().sorted().collect(Collectors.joining(",", "[", "]"));
    }

    private boolean isPyPis(Requirement one) {
        return !hasWheelhouse
                && !hasCpuIndex
                && !CudaPackages.isFromElsewhere(one)
                && one.name().filter(this::isConstrained).isEmpty();
    }

    /** Returns whether a constraint demands a version that PyPI does not have. */
    private boolean isConstrained(PythonName name) {
        return requirements.constraints().stream()
                .anyMatch(constraint ->
                        constraint.name().filter(name::equals).isPresent() && CudaPackages.isFromElsewhere(constraint));
    }
}
