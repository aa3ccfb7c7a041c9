package io.github.openflgramine.trusted;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule does with the files about which it decides. */
enum Verb {
    /** The file is listed. */
    INCLUDE,
    /** The file is listed if a listed program or library needs it, or an import can reach it. */
    NEEDED,
    /** The file stays in the image but is not listed. */
    EXCLUDE,
    /** The file is removed from the image. */
    REMOVE;

    static Optional<Verb> of(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.toString().equals(word))
                .findFirst();
    }

    /** Returns the word as written in a rule. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
