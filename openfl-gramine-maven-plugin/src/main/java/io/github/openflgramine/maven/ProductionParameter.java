package io.github.openflgramine.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Whether a goal works for production or for a trial. */
final class ProductionParameter implements ParameterGroup {

    /** Whether the enclaves are for production. Insecure settings then fail the build; otherwise they only cause warnings. */
    @Parameter(property = "gramine.production", defaultValue = "false")
    private boolean production;

    boolean isProduction() {
        return production;
    }
}
