package io.github.openflgramine.python;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A package that a line of a requirements file asks for (pip, "Requirements File Format"; PEP 508).
 *
 * @param name the package's name; empty if only an address or path is given that does not tell it
 * @param extras the extras in lower case
 * @param versions the accepted versions; a wheel's is that of its file name
 * @param marker the condition under which the package is installed
 * @param address the address to install from
 * @param path the path of a file or directory to install from, relative to the directory in which pip runs
 * @param hashes the values of {@code --hash}
 */
public record Requirement(
        RequirementLine line,
        Kind kind,
        Optional<PythonName> name,
        Set<String> extras,
        VersionSpecifiers versions,
        Optional<Marker> marker,
        Optional<PackageAddress> address,
        Optional<String> path,
        List<String> hashes) {

    /** Where the package comes from. */
    public enum Kind {
        /** An index. */
        NAMED,
        /** The address of an archive. */
        URL,
        /** A repository. */
        VCS,
        /** A file or directory next to the requirements. */
        PATH,
        /** A repository or directory that is linked, not copied ({@code -e}). */
        EDITABLE
    }

    public Requirement {
        extras = Set.copyOf(extras);
        hashes = List.copyOf(hashes);
    }

    /**
     * Returns whether every build installs the same package: an exact version, a hash, a whole commit, or a file of the workspace. A
     * branch, a tag, an address without a hash, a wildcard and an editable package are not pinned.
     */
    public boolean isPinned() {
        return switch (kind) {
            case EDITABLE -> false;
            case NAMED -> versions.isExact() || !hashes.isEmpty();
            case URL ->
                !hashes.isEmpty() || address.filter(PackageAddress::isPinned).isPresent();
            case VCS -> address.filter(PackageAddress::isPinned).isPresent();
            case PATH -> true;
        };
    }

    /** Returns whether the package can be installed in an image at all. */
    public boolean mayApply() {
        return marker.isEmpty() || marker.get().mayApply();
    }

    /** Returns whether the package is installed in every image. */
    public boolean mustApply() {
        return marker.isEmpty() || marker.get().mustApply();
    }

    /** Returns the package for messages: its name, or its address or path. */
    public String shown() {
        String from = address.map(PackageAddress::shown).or(() -> path).orElse("");
        return name.map(PythonName::value).orElse(from);
    }
}
