package io.github.openflgramine.gramine;

import java.util.function.Consumer;

/**
 * A relation between keys of a manifest.
 *
 * @param keys the keys, for the manual
 * @param text the relation, for the manual
 * @param check throws the error if a manifest, whose single values have been checked, breaks the rule
 */
record KeyRule(String keys, String text, Consumer<Manifest> check) {

    /** Returns the row in the manual's table of rules. */
    String row() {
        return "| " + keys + " | " + text + " |";
    }
}
