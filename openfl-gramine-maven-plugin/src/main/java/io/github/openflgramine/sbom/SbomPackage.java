package io.github.openflgramine.sbom;

import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.trusted.EmptiedLibraries;
import java.util.List;
import java.util.Map;

/**
 * A package in the SBOM.
 *
 * @param trusted for each enclave, the number of the package's files that it may open
 * @param emptied the package's libraries that the build replaced by empty ones
 * @param setAside the package's libraries that are no longer loaded although code may need them
 */
public record SbomPackage(
        InstalledPackage content,
        Map<String, Integer> trusted,
        List<EmptiedLibraries.Replaced> emptied,
        List<EmptiedLibraries.SetAside> setAside) {}
