package io.github.openflgramine.files;

import io.github.openflgramine.GraminizeException;
import java.util.regex.Pattern;

/** Values in Dockerfiles (Dockerfile reference, "Format" and "Environment replacement"). */
public final class DockerfileText {

    private static final Pattern ACTIVE = Pattern.compile("([\"$\\\\])");
    private static final Pattern LINE = Pattern.compile("[^\\p{Cntrl}\\u0085\\u2028\\u2029]*");
    private static final Pattern IMAGE = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._/:@-]*");

    private DockerfileText() {}

    /** Returns a value in double quotes, without variables. */
    public static String quoted(String value) {
        if (!LINE.matcher(value).matches()) {
            throw new GraminizeException(
                    "A value for a Dockerfile has more than one line: '"
                            + value.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?") + "'.",
                    "Remove the line's end from it.");
        }
        return "\"" + ACTIVE.matcher(value).replaceAll("\\\\$1") + "\"";
    }

    /**
     * Returns the name of an image for {@code FROM}, which has no quotes.
     *
     * @param shown the name's origin in messages
     */
    public static String image(String name, String shown) {
        if (!IMAGE.matcher(name).matches()) {
            throw new GraminizeException(
                    shown + "=" + name.replaceAll("[^ -~]", "?") + " is not the name of an image.",
                    "Give NAME:TAG or NAME@sha256:…, in a registry or in the engine.");
        }
        return name;
    }
}
