package io.github.openflgramine.maven;

import org.apache.maven.plugins.annotations.Parameter;

/** Whether kits are published. */
final class PublishKitsParameter implements ParameterGroup {

    /**
     * Whether {@code mvn deploy} publishes the participants' kits. Anyone who can read the repository then knows the participants'
     * names and the aggregator's address. {@code mvn install} never publishes kits, because no registry has the image yet.
     */
    @Parameter(property = "openfl.publishKits", defaultValue = "false")
    private boolean publishKits;

    boolean isSet() {
        return publishKits;
    }
}
