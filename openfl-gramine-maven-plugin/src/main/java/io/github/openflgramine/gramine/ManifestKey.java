package io.github.openflgramine.gramine;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the table of keys ({@link ManifestKeys}). Several rows can have the same pattern and different versions.
 *
 * @param pattern the key, with {@code *} for any name and {@code []} for each element of an array
 * @param since the first version that accepts it
 * @param until the first version that no longer accepts it
 * @param requiredSince the first version that requires it wherever its table is
 * @param parameter the plugin's parameter for the value; empty if there is none
 * @param instead what to do where it is no longer accepted; empty if it still is
 */
record ManifestKey(
        String pattern,
        KeyForm form,
        GramineVersion since,
        Optional<GramineVersion> until,
        Optional<GramineVersion> requiredSince,
        String parameter,
        String instead) {

    static final GramineVersion EVER = new GramineVersion(1, 0, 0, "");

    ManifestKey {
        if (pattern.isEmpty() || until.filter(end -> !since.isBefore(end)).isPresent()) {
            throw new IllegalArgumentException("no row: " + pattern);
        }
    }

    static ManifestKey of(String pattern, KeyForm form) {
        return new ManifestKey(pattern, form, EVER, Optional.empty(), Optional.empty(), "", "");
    }

    /** A key of older versions that none of the supported ones accepts. */
    static ManifestKey removed(String pattern, int minor, String instead) {
        GramineVersion end = new GramineVersion(1, minor, 0, "");
        return new ManifestKey(
                pattern,
                KeyForm.ANYTHING,
                new GramineVersion(0, 0, 0, ""),
                Optional.of(end),
                Optional.empty(),
                "",
                instead);
    }

    ManifestKey since(GramineVersion first) {
        return new ManifestKey(pattern, form, first, until, requiredSince, parameter, instead);
    }

    ManifestKey until(GramineVersion end) {
        return new ManifestKey(pattern, form, since, Optional.of(end), requiredSince, parameter, instead);
    }

    ManifestKey until(GramineVersion end, String replacement) {
        return new ManifestKey(pattern, form, since, Optional.of(end), requiredSince, parameter, replacement);
    }

    ManifestKey required() {
        return requiredSince(EVER);
    }

    ManifestKey requiredSince(GramineVersion first) {
        return new ManifestKey(pattern, form, since, until, Optional.of(first), parameter, instead);
    }

    ManifestKey setBy(String name) {
        return new ManifestKey(pattern, form, since, until, requiredSince, name, instead);
    }

    boolean isIn(GramineVersion version) {
        return !version.isBefore(since)
                && until.filter(end -> !version.isBefore(end)).isEmpty();
    }

    boolean isRequiredIn(GramineVersion version) {
        return requiredSince.filter(first -> !version.isBefore(first)).isPresent();
    }

    /** Returns whether a supported version accepts it. */
    boolean isSupported() {
        return until.filter(end -> !GramineVersion.V1_5.isBefore(end)).isEmpty();
    }

    /** Returns the row in the manual's table of keys. */
    String row() {
        return "| `%s` | %s%s%s | %s |"
                .formatted(
                        pattern,
                        form.expected(),
                        requiredSince
                                .map(first -> first.equals(EVER) ? "; required" : "; required since " + first)
                                .orElse(""),
                        parameter.isEmpty() ? "" : "; " + parameter.replaceFirst("<(.*)> \\((.*)\\)", "`$2`"),
                        versions());
    }

    /** Returns the row in the manual's table of keys of older versions. */
    String formerRow() {
        return "| `%s` | %s | %s |".formatted(pattern, until.orElseThrow(), instead);
    }

    private String versions() {
        String first = GramineVersion.V1_5.isBefore(since) ? "since " + since : "";
        String last = until.map(end -> "before " + end).orElse("");
        return Stream.of(first, last).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
    }
}
