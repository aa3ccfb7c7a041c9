package io.github.openflgramine.python;

/**
 * An option in a requirements file (pip, "Requirements File Format", section Supported options).
 *
 * @param name the option's long name, such as {@code --extra-index-url}
 * @param value its value; empty for an option without one
 */
public record PipOption(RequirementLine line, String name, String value) {}
