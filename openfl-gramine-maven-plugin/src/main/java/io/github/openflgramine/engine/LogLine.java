package io.github.openflgramine.engine;

/** One line of a container's log, from standard output or standard error, without its end of line. */
public record LogLine(String text) {}
