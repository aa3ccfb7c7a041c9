package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a build does so that Gramine hashes fewer bytes of libraries.
 *
 * @param stripped whether libraries lose their tables for debuggers
 * @param rearranged whether the first segments of libraries move to the end of their files
 * @param replaced whether empty libraries take the place of those that others list as needed without a use
 * @param named name patterns of libraries of which the owner says that they are unused where no program can decide it
 */
public record LibraryChanges(boolean stripped, boolean rearranged, boolean replaced, List<String> named) {

    /** The libraries stay as they are. */
    public static final LibraryChanges NONE = new LibraryChanges(false, false, false, List.of());

    /** A library's file name in which * and ? match any characters. Nothing in it has a meaning for a shell in single quotes. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+.*?-]*\\.so[A-Za-z0-9_+.*?-]*");

    public LibraryChanges {
        named = List.copyOf(named);
    }

    /**
     * Reads {@code gramine.emptyUnusedLibraries}.
     *
     * @param stripped the value of {@code gramine.stripLibraries}
     * @param rearranged the value of {@code gramine.rearrangeLibraries}
     * @throws GraminizeException if it is neither true, false nor a list of names
     */
    public static LibraryChanges of(boolean stripped, boolean rearranged, String text) {
        String value = text.strip();
        if (value.equals("true") || value.equals("false")) {
            return new LibraryChanges(stripped, rearranged, value.equals("true"), List.of());
        }
        List<String> names =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        names.stream().filter(name -> !NAME.matcher(name).matches()).findFirst().ifPresent(name -> {
            throw new GraminizeException(
                    "gramine.emptyUnusedLibraries=" + text + ": \"" + name
                            + "\" is not the name of a library; expected true, false, or names such as libopencv_*.so*.",
                    "Use the names of libraries that the build logs as not replaced.");
        });
        return new LibraryChanges(stripped, rearranged, true, names);
    }

    /** Returns the words that the build's last step is called with, each with a blank before it. */
    String arguments() {
        StringBuilder arguments =
                new StringBuilder(stripped ? " --strip" : "").append(rearranged ? " --rearrange" : "");
        if (replaced) {
            arguments.append(" --empty-unused");
        }
        named.forEach(name -> arguments.append(" '").append(name).append('\''));
        return arguments.toString();
    }
}
