package io.github.openflgramine.trusted;

/**
 * A line in a file of rules.
 *
 * @param glob as written
 * @param file the file's name in messages
 * @param line the line's number, starting at 1
 */
public record Rule(Verb verb, String glob, String file, int line) {

    /** Returns file and line, as {@code FILE:LINE}. */
    public String where() {
        return file + ":" + line;
    }

    @Override
    public String toString() {
        return verb + " " + glob;
    }
}
