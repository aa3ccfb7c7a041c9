package io.github.openflgramine.maven;

/**
 * Parameters that several goals share, declared once, in a bean that turns them into values of the core. A goal has one in a field
 * with {@code @Parameter}. The plugin's descriptor lists the bean's parameters as the goal's own (openfl-gramine-plugin-tools),
 * and {@link GroupedParametersConfigurator} sets them. docs/adr/0022 says why.
 */
interface ParameterGroup {}
