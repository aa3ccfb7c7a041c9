package io.github.openflgramine.python;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** File names of wheels (PyPA, "Binary distribution format", section File name convention) and other archives. */
final class ArchiveName {

    private static final List<String> SUFFIXES = List.of(
            ".zip",
            ".whl",
            ".tar.bz2",
            ".tbz",
            ".tar.gz",
            ".tgz",
            ".tar",
            ".tar.xz",
            ".txz",
            ".tlz",
            ".tar.lz",
            ".tar.lzma");

    private static final Pattern WHEEL = Pattern.compile("([\\w.]+)-([^\\s-]+)(-[0-9][^-]*)?(-[^\\s-]+){3}\\.whl");

    /**
     * What a wheel's file name tells.
     *
     * @param version as written in the name
     */
    record Wheel(PythonName name, String version) {}

    private ArchiveName() {}

    /** Returns whether pip takes a file of this name for an archive of a package. */
    static boolean isArchive(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        String base = folded.substring(folded.lastIndexOf('/') + 1);
        return SUFFIXES.stream().anyMatch(suffix -> base.endsWith(suffix) && base.length() > suffix.length());
    }

    static boolean isWheel(String name) {
        return name.endsWith(".whl");
    }

    /**
     * Reads a wheel's file name.
     *
     * @throws Mistake if it is not of a wheel's form
     */
    static Wheel wheel(String name) {
        Matcher parts = WHEEL.matcher(name);
        if (!parts.matches() || !VersionSpecifiers.isVersion(parts.group(2).replace('_', '-'))) {
            throw new Mistake(
                    "names the wheel " + name + ", whose name is not of the form NAME-VERSION-PYTHON-ABI-PLATFORM.whl");
        }
        return new Wheel(new PythonName(parts.group(1)), parts.group(2));
    }
}
