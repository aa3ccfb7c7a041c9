package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.python.PythonName;
import io.github.openflgramine.python.Requirement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An index of packages in addition to PyPI. pip would take any package from either of two indexes, whichever has the
 * newer version, so that the one can replace packages of the other. The named packages come from this index alone, and
 * all others never do.
 *
 * @param address {@code gramine.wheelIndex}
 * @param packages the packages to take from it; if empty, pip may take any
 */
public record WheelIndex(String address, SortedSet<String> packages) {

    /** PEP 508, "Names". */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

    /**
     * Returns the index of these values of a user; empty if there is no address.
     *
     * @param packages names, separated by commas
     */
    public static Optional<WheelIndex> of(String address, String packages) {
        SortedSet<String> names = new TreeSet<>();
        for (String name : Arrays.stream(packages.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList()) {
            if (!NAME.matcher(name).matches()) {
                throw new GraminizeException(
                        "gramine.wheelIndexPackages has " + name + "; expected names of packages, separated by commas.",
                        "Versions belong into requirements.txt or openfl.constraints. For example: torch,torchvision");
            }
            names.add(new PythonName(name).value());
        }
        return address.isBlank() ? Optional.empty() : Optional.of(new WheelIndex(address.strip(), names));
    }

    /**
     * Returns the text of the requirements file for the named packages; empty if none is named, or if pip demands a hash
     * of every package anyway.
     */
    String requirements(PipRequirements all) {
        if (all.demandsHashes()) {
            return "";
        }
        return packages.stream()
                .flatMap(name -> {
                    List<Requirement> lines = all.installed().stream()
                            .filter(one -> one.kind() == Requirement.Kind.NAMED && one.mustApply())
                            .filter(one -> one.name()
                                    .filter(new PythonName(name)::equals)
                                    .isPresent())
                            .toList();
                    return lines.isEmpty() ? Stream.of(name) : lines.stream().map(one -> name + one.versions());
                })
                .distinct()
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
