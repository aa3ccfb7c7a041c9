package io.github.openflgramine.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Whether existing files may be replaced. */
final class RenewParameter implements ParameterGroup {

    /** Whether to replace an existing key or certificate. */
    @Parameter(property = "openfl.renew", defaultValue = "false")
    private boolean renew;

    boolean isSet() {
        return renew;
    }
}
