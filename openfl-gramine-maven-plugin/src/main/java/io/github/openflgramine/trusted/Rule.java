package io.github.openflgramine.trusted;

/**
 * One line of a file of rules.
 *
 * @param glob as written
 * @param file the file's name as messages show it
 * @param line the first is 1
 */
public record Rule(Verb verb, String glob, String file, int line) {

    /** Where it stands. */
    public String where() {
        return file + ":" + line;
    }

    @Override
    public String toString() {
        return verb + " " + glob;
    }
}
