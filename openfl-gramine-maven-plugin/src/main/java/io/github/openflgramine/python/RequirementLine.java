package io.github.openflgramine.python;

import io.github.openflgramine.GraminizeException;

/**
 * A line of a requirements file, after continued lines were joined.
 *
 * @param file the file as messages name it: its path in the workspace
 * @param number the number of its first line, from 1
 */
public record RequirementLine(String file, int number) {

    /** Returns the place for messages. */
    @Override
    public String toString() {
        return number == 0 ? file : file + " line " + number;
    }

    /** Returns the refusal of this line; {@code problem} continues the sentence that begins with its place. */
    GraminizeException refused(String problem, String remedy) {
        return new GraminizeException(this + " " + problem + ".", remedy);
    }
}
