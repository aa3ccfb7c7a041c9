package io.github.openflgramine.maven;

import java.util.Map;
import java.util.Optional;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The engine in the {@code <configuration>} of fabric8's docker-maven-plugin, which counts more for its goals than a
 * property.
 */
record Fabric8Settings(MavenProject project) {

    private static final String PLUGIN = "io.fabric8:docker-maven-plugin";
    private static final Map<String, String> ELEMENTS =
            Map.of("docker.host", "dockerHost", "docker.certPath", "certPath");

    /** Returns the value of a property's parameter. */
    Optional<String> find(String property) {
        return Optional.ofNullable(ELEMENTS.get(property))
                .flatMap(element -> Optional.ofNullable(project.getPlugin(PLUGIN))
                        .map(plugin -> (Xpp3Dom) plugin.getConfiguration())
                        .map(configuration -> configuration.getChild(element)))
                .map(Xpp3Dom::getValue)
                .filter(value -> !value.contains("${"));
    }
}
