package io.github.openflgramine.sbom;

import io.github.openflgramine.packages.InstalledPackage;
import java.util.Map;

/**
 * A package on the bill.
 *
 * @param trusted how many of its files an enclave may open, by the enclave's name
 */
public record SbomPackage(InstalledPackage content, Map<String, Integer> trusted) {}
