package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a gramine package: {@code 1.9}, {@code 1.6.2}, with a build's name behind a plus as in
 * {@code 1.9+standin}. Manifests differ between versions, so a manifest is checked against the image's.
 */
public record GramineVersion(int major, int minor, int patch, String build) implements Comparable<GramineVersion> {

    public static final GramineVersion V1_5 = new GramineVersion(1, 5, 0, "");
    public static final GramineVersion V1_6 = new GramineVersion(1, 6, 0, "");
    public static final GramineVersion V1_8 = new GramineVersion(1, 8, 0, "");
    public static final GramineVersion V1_9 = new GramineVersion(1, 9, 0, "");

    /** The last one whose manifests are known here. */
    public static final GramineVersion NEWEST = V1_9;

    /** Debian's form: perhaps an epoch before it, a revision or a mark such as {@code ~rc1} behind it. */
    private static final Pattern FORM =
            Pattern.compile("(?:[0-9]{1,4}:)?([0-9]{1,4})\\.([0-9]{1,4})(?:\\.([0-9]{1,4}))?([-+~].*)?");

    private static final String STAND_IN = "+standin";

    private static final Comparator<GramineVersion> ORDER = Comparator.comparingInt(GramineVersion::major)
            .thenComparingInt(GramineVersion::minor)
            .thenComparingInt(GramineVersion::patch);

    /**
     * Reads a version that this project knows.
     *
     * @throws GraminizeException when it is no version, or older than 1.5, or newer than 1.9
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

    /** Whether this is the test machinery's package, which protects nothing. */
    public boolean isStandIn() {
        return build.startsWith(STAND_IN);
    }

    /** By number; a build's name does not count. */
    @Override
    public int compareTo(GramineVersion other) {
        return ORDER.compare(this, other);
    }

    /** {@code 1.9}, {@code 1.6.2}. */
    @Override
    public String toString() {
        return major + "." + minor + (patch == 0 ? "" : "." + patch) + build;
    }
}
