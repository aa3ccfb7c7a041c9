package io.github.openflgramine.maven;

/**
 * Parameters that several goals share. A bean declares them once and converts them to values of the core. A goal has
 * one in a field with {@code @Parameter}; so may another bean. The plugin's descriptor lists the bean's parameters as the goal's own
 * (openfl-gramine-plugin-tools), and {@link GroupedParametersConfigurator} sets them. docs/adr/0022 explains the
 * reasons.
 */
interface ParameterGroup {}
