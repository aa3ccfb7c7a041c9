package io.github.openflgramine.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;

/**
 * The process in which a command runs.
 *
 * @param out for results
 * @param err for messages
 * @param environment the environment variables
 * @param console the terminal, if a person sits at one
 */
record Surroundings(PrintStream out, PrintStream err, Map<String, String> environment, Optional<Console> console) {

    static Surroundings ofThisProcess() {
        return new Surroundings(System.out, System.err, System.getenv(), Optional.ofNullable(System.console()));
    }

    /** Returns the value of a variable that is set and not empty. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
