package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code CONTENTS} of a kit, from format 2 on: a line with the format and the kit's directory, then one with mode and
 * path for each member except itself and the files that {@link KitChecksums} names. With the checksums of all contents,
 * every byte of the archive follows from it. A directory's path ends with a slash.
 */
final class KitList {

    static final String FILE = "CONTENTS";
    /** Format 3 has more scripts than 2. */
    static final int VERSION = 3;

    private static final Pattern FIRST = Pattern.compile("openfl-gramine-kit ([1-9][0-9]{0,5}) ");

    private KitList() {}

    /**
     * Returns the file of a kit that is written now.
     *
     * @param name the kit's directory
     * @param paths the members, with or without those that are not listed
     */
    static byte[] of(String name, Collection<String> paths) {
        return of(VERSION, name, paths);
    }

    /** Returns whether this is the file of such a kit, of any known format. */
    static boolean fits(byte[] list, String name, Collection<String> paths) {
        return Arrays.equals(of(format(list), name, paths), list);
    }

    private static byte[] of(int format, String name, Collection<String> paths) {
        TreeSet<String> listed = new TreeSet<>(paths);
        listed.remove(FILE);
        listed.remove(KitChecksums.FILE);
        listed.remove(KitChecksums.SIGNATURE);
        return ("openfl-gramine-kit " + format + " " + name + "\n"
                        + listed.stream()
                                .map(path -> (Kit.isExecutable(path) ? "0755 " : "0644 ") + path + "\n")
                                .collect(Collectors.joining()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Refuses a kit of a newer format.
     *
     * @param shown the kit's name in messages
     */
    static void requireKnown(byte[] list, String shown) {
        int format = format(list);
        if (format > VERSION) {
            throw new GraminizeException(
                    shown + " has format " + format + "; this plugin reads 1 to " + VERSION + ".",
                    "Use a newer openfl-gramine-maven-plugin.");
        }
    }

    /** Returns the number in the first line, or this plugin's if it has none. */
    private static int format(byte[] list) {
        Matcher first = FIRST.matcher(new String(list, StandardCharsets.UTF_8));
        return first.lookingAt() ? Integer.parseInt(first.group(1)) : VERSION;
    }
}
