package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.UserText;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.python.PackageAddress;
import io.github.openflgramine.python.PipOption;
import io.github.openflgramine.python.PythonName;
import io.github.openflgramine.python.Requirement;
import io.github.openflgramine.python.RequirementLine;
import io.github.openflgramine.python.Requirements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that pip reads in the first image's build.
 *
 * @param ofWorkspace the workspace's requirements
 * @param ofConstraints the file of {@code openfl.constraints}
 * @param openfl the requirement for OpenFL, unless it is a path of this machine
 */
record PipRequirements(Requirements ofWorkspace, Optional<Requirements> ofConstraints, Optional<Requirement> openfl) {

    private static final String OPENFL = "openfl.requirement";

    /**
     * Reads the files.
     *
     * @throws GraminizeException if pip would refuse a line, or a file that they name cannot be part of the build
     */
    static PipRequirements read(Workspace workspace, PipInstall pip) throws IOException {
        Requirements requirements =
                Requirements.read(workspace.root(), workspace.requirements(), WorkspaceArchive.mountedDirectories());
        Optional<Path> file = pip.files().constraints();
        Optional<Requirements> constraints =
                file.isPresent() ? Optional.of(Requirements.readConstraints(file.get())) : Optional.empty();
        if (constraints.isPresent() && !constraints.get().packages().isEmpty()) {
            throw new GraminizeException(
                    file.get() + " names " + constraints.get().packages().first()
                            + ", but a file of openfl.constraints can only have names and versions.",
                    "Name the file in requirements.txt.");
        }
        PipRequirements all = new PipRequirements(requirements, constraints, openfl(workspace, pip.openfl()));
        PythonPackage.require(all);
        return all;
    }

    /** A path of this machine is copied to the build, so it is always the same. */
    private static Optional<Requirement> openfl(Workspace workspace, String text) {
        if (PipInstall.isLocal(text)) {
            return Optional.empty();
        }
        Requirement parsed = Requirements.parse(OPENFL, text, workspace.root());
        if (parsed.address().filter(PackageAddress::isLocal).isPresent()) {
            throw new GraminizeException(
                    OPENFL + "=" + text + " is an address on this machine, which the image's build does not have.",
                    "Give the path of the wheel or clone instead; it is copied to the build.");
        }
        return Optional.of(parsed);
    }

    /** Returns what pip installs, in its order; OpenFL last. */
    List<Requirement> installed() {
        return Stream.concat(each(Requirements::installed), openfl.stream()).toList();
    }

    List<Requirement> constraints() {
        return each(Requirements::constraints).toList();
    }

    List<PipOption> options() {
        return each(Requirements::options).toList();
    }

    List<PipOption> ignored() {
        return each(Requirements::ignored).toList();
    }

    /** Returns the environment variables that the files use, each with a line. */
    List<Map.Entry<String, RequirementLine>> variables() {
        return each(files -> List.copyOf(files.variables().entrySet())).toList();
    }

    /**
     * Returns the requirements for which another build may install another version: those that can apply and are pinned
     * neither by themselves nor by another requirement or constraint for the same name. The plugin's own package is pinned by
     * the plugin's version.
     */
    List<Requirement> unpinned() {
        Set<PythonName> pinned = Stream.concat(installed().stream(), constraints().stream())
                .filter(one -> one.kind() != Requirement.Kind.EDITABLE && one.isPinned())
                .filter(Requirement::mustApply)
                .flatMap(one -> one.name().stream())
                .collect(Collectors.toSet());
        return installed().stream()
                .filter(one -> one.mayApply() && !one.isPinned())
                .filter(one -> !PythonPackage.isThis(one))
                .filter(one -> one.kind() != Requirement.Kind.NAMED
                        || one.name().filter(pinned::contains).isEmpty())
                .toList();
    }

    /** Returns the programs that pip calls to read repositories. */
    SortedSet<String> programs() {
        return installed().stream()
                .filter(Requirement::mayApply)
                .flatMap(one -> one.address().stream())
                .flatMap(address -> address.program().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns whether pip demands a hash of each package. OpenFL, which is given without one, then has to be installed after the
     * others.
     */
    boolean demandsHashes() {
        return ofWorkspace.demandsHashes()
                || ofConstraints.filter(Requirements::demandsHashes).isPresent();
    }

    /** Returns the constraints, and the exact versions of requirements, without hashes: for what is installed after them. */
    String versions() {
        return Stream.concat(installed().stream().filter(one -> one.versions().isExact()), constraints().stream())
                .filter(one -> one.kind() == Requirement.Kind.NAMED && one.mustApply())
                .map(one -> one.name().orElseThrow() + one.versions().toString() + "\n")
                .distinct()
                .collect(Collectors.joining());
    }

    /** Returns the constraints file and those that it includes, by their paths in its directory. */
    Map<String, UserText> constraintTexts() {
        return ofConstraints.map(Requirements::texts).map(Map::copyOf).orElse(Map.of());
    }

    private <T> Stream<T> each(Function<Requirements, List<T>> part) {
        List<T> all = new ArrayList<>(part.apply(ofWorkspace));
        ofConstraints.ifPresent(files -> all.addAll(part.apply(files)));
        return all.stream();
    }
}
