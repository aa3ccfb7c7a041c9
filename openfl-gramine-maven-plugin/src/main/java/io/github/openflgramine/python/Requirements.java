package io.github.openflgramine.python;

import io.github.openflgramine.files.UserText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What pip reads from a requirements or constraints file and from the files that it includes (pip, "Requirements File
 * Format"), in pip's order.
 */
public final class Requirements {

    private final List<Requirement> installed = new ArrayList<>();
    private final List<Requirement> constraints = new ArrayList<>();
    private final List<PipOption> options = new ArrayList<>();
    private final List<PipOption> ignored = new ArrayList<>();
    private final SortedMap<String, RequirementLine> variables = new TreeMap<>();
    private final SortedMap<String, UserText> texts = new TreeMap<>();
    private final SortedSet<String> packages = new TreeSet<>();

    Requirements() {}

    /**
     * Reads a requirements file.
     *
     * @param directory the workspace's directory, in which pip runs; all files that are named have to be in it
     * @param neverPacked the directories in it that no build gets, each with a slash at its end
     * @throws io.github.openflgramine.GraminizeException if pip would refuse a line, or a file is not in the workspace
     */
    public static Requirements read(Path directory, Path file, List<String> neverPacked) throws IOException {
        return new RequirementsReader(directory, "", neverPacked).read(file, false);
    }

    /** Reads a constraints file. The files that it includes have to be in or below its directory. */
    public static Requirements readConstraints(Path file) throws IOException {
        Path directory = file.toAbsolutePath().normalize().resolveSibling("");
        return new RequirementsReader(directory, directory + "/", List.of()).read(file, true);
    }

    /**
     * Parses a requirement that is not in a file.
     *
     * @param shown where it is from, for messages
     * @throws io.github.openflgramine.GraminizeException if pip would refuse it
     */
    public static Requirement parse(String shown, String text, Path directory) {
        RequirementLine line = new RequirementLine(shown, 0);
        try {
            return new RequirementParser(line, directory, List.of()).parse(PythonText.strip(text));
        } catch (Mistake e) {
            throw line.refused(e.problem(), RequirementsReader.REMEDY);
        }
    }

    /** Returns the packages to install. */
    public List<Requirement> installed() {
        return Collections.unmodifiableList(installed);
    }

    /** Returns the constraints: versions for packages that something else asks for. */
    public List<Requirement> constraints() {
        return Collections.unmodifiableList(constraints);
    }

    /** Returns the options that apply to all packages, such as the addresses of indexes. */
    public List<PipOption> options() {
        return Collections.unmodifiableList(options);
    }

    /** Returns the options that pip passes over because a requirement is on the same line. */
    public List<PipOption> ignored() {
        return Collections.unmodifiableList(ignored);
    }

    /** Returns the environment variables that pip replaces by their values, each with its first line. */
    public SortedMap<String, RequirementLine> variables() {
        return Collections.unmodifiableSortedMap(variables);
    }

    /** Returns the file and those that it includes, by their paths in its directory. */
    public SortedMap<String, UserText> texts() {
        return Collections.unmodifiableSortedMap(texts);
    }

    /** Returns the paths of the archives and directories to install from, and of directories of archives. */
    public SortedSet<String> packages() {
        return Collections.unmodifiableSortedSet(packages);
    }

    /** Returns whether pip demands a hash of each package ("Secure installs"): as soon as one has a hash. */
    public boolean demandsHashes() {
        return installed.stream().anyMatch(one -> !one.hashes().isEmpty())
                || constraints.stream().anyMatch(one -> !one.hashes().isEmpty())
                || options.stream().anyMatch(option -> option.name().equals("--require-hashes"));
    }

    void addInstalled(Requirement one) {
        installed.add(one);
    }

    void addConstraint(Requirement one) {
        constraints.add(one);
    }

    void addOption(PipOption option) {
        options.add(option);
    }

    void addIgnored(PipOption option) {
        ignored.add(option);
    }

    void addVariable(String name, RequirementLine line) {
        variables.putIfAbsent(name, line);
    }

    void addText(String path, UserText text) {
        texts.put(path, text);
    }

    void addPackage(String path) {
        packages.add(path);
    }
}
