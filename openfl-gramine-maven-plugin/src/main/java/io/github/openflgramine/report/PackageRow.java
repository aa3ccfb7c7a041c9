package io.github.openflgramine.report;

import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.sbom.SbomPackage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A package of the image, as the SBOM has it.
 *
 * @param kind Python or Debian
 * @param licence in the package's own words, or an SPDX expression; "not stated" if it has none
 * @param trusted the number of its files that each enclave may open, for example {@code aggregator 12}; empty if none
 */
public record PackageRow(String name, String version, String kind, String licence, String size, String trusted) {

    /** Returns Python's packages, then Debian's, each in the order of their names. */
    static List<PackageRow> of(List<SbomPackage> packages) {
        return packages.stream()
                .sorted(Comparator.comparing((SbomPackage one) -> one.content().kind())
                        .reversed()
                        .thenComparing(one -> one.content().name().toLowerCase(Locale.ROOT)))
                .map(PackageRow::row)
                .toList();
    }

    private static PackageRow row(SbomPackage one) {
        InstalledPackage content = one.content();
        return new PackageRow(
                content.name(),
                content.version(),
                content.kind() == InstalledPackage.Kind.PYTHON ? "Python" : "Debian",
                content.licence().orElse("not stated"),
                Sizes.text(content.bytes()),
                one.trusted().entrySet().stream()
                        .sorted(java.util.Map.Entry.comparingByKey())
                        .map(count -> count.getKey() + " " + count.getValue())
                        .collect(Collectors.joining(", ")));
    }
}
