package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a gramine package, for example {@code 1.9} or {@code 1.6.2}, optionally with a build name after a
 * plus: {@code 1.9+standin}. Manifests differ between versions, so each is checked against the version in the image.
 */
public record GramineVersion(int major, int minor, int patch, String build) implements Comparable<GramineVersion> {

    public static final GramineVersion V1_5 = new GramineVersion(1, 5, 0, "");
    public static final GramineVersion V1_6 = new GramineVersion(1, 6, 0, "");
    public static final GramineVersion V1_7 = new GramineVersion(1, 7, 0, "");
    public static final GramineVersion V1_8 = new GramineVersion(1, 8, 0, "");
    public static final GramineVersion V1_9 = new GramineVersion(1, 9, 0, "");

    /** The newest version whose manifests this plugin supports. */
    public static final GramineVersion NEWEST = V1_9;

    /**
     * Debian's format: an optional epoch before the version, and an optional revision or suffix such as {@code ~rc1}
     * after it.
     */
    private static final Pattern FORM =
            Pattern.compile("(?:[0-9]{1,4}:)?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?([-+~].*)?");

    private static final String STAND_IN = "+standin";

    private static final Comparator<GramineVersion> ORDER = Comparator.comparingInt(GramineVersion::major)
            .thenComparingInt(GramineVersion::minor)
            .thenComparingInt(GramineVersion::patch);

    /**
     * Parses a supported version.
     *
     * @throws GraminizeException if the text is not a version, or the version is older than 1.5 or newer than 1.9
     */
    public static GramineVersion parse(String version) {
        Matcher matcher = FORM.matcher(version.strip());
        if (!matcher.matches()) {
            throw unknown(version);
        }
        GramineVersion parsed = new GramineVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3)),
                matcher.group(4) == null ? "" : matcher.group(4));
        if (parsed.major != V1_9.major || parsed.minor < V1_5.minor || parsed.minor > V1_9.minor) {
            throw unknown(version);
        }
        return parsed;
    }

    private static GraminizeException unknown(String version) {
        return new GraminizeException(
                "Gramine " + version + " is not supported (1.5 to 1.9).",
                "Install one of these in the image, or correct gramine.version.");
    }

    boolean isBefore(GramineVersion other) {
        return compareTo(other) < 0;
    }

    /** Returns whether this is the stand-in package for tests, which protects nothing. */
    public boolean isStandIn() {
        return build.startsWith(STAND_IN);
    }

    /** Compares the numbers only, not the build names. */
    @Override
    public int compareTo(GramineVersion other) {
        return ORDER.compare(this, other);
    }

    /** Returns the version, for example {@code 1.9} or {@code 1.6.2}. */
    @Override
    public String toString() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch) + build;
    }
}
