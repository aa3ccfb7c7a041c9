package io.github.openflgramine.engine;

/** A line of a container's log, from standard output or standard error, without its line end. */
public record LogLine(String text) {}
