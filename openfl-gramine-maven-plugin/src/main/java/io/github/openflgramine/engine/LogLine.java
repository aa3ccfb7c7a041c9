package io.github.openflgramine.engine;

/** One line of a container's log without its end of line. A container with a terminal has standard output alone. */
public record LogLine(Source source, String text) {

    public enum Source {
        STDOUT,
        STDERR
    }
}
