package io.github.openflgramine.trusted;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a rule does with the files that it decides over. */
enum Verb {
    /** Listed. */
    INCLUDE,
    /** Listed if a listed program or library needs it, or an import can reach it. */
    NEEDED,
    /** In the image, and not listed. */
    EXCLUDE,
    /** Neither listed nor in the image. */
    REMOVE;

    static Optional<Verb> of(String word) {
        return Arrays.stream(values())
                .filter(verb -> verb.toString().equals(word))
                .findFirst();
    }

    /** As a rule has it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
