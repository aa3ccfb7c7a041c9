package io.github.openflgramine.engine;

/** A line of a container's log, without its line end. A container with a terminal has only standard output. */
public record LogLine(Source source, String text) {

    public enum Source {
        STDOUT,
        STDERR
    }
}
