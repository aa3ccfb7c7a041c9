package io.github.openflgramine.sbom;

import io.github.openflgramine.packages.InstalledPackage;
import java.util.Map;

/**
 * A package in the SBOM.
 *
 * @param trusted for each enclave, the number of the package's files that it may open
 */
public record SbomPackage(InstalledPackage content, Map<String, Integer> trusted) {}
