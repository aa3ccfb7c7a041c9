package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Properties in Maven's order of precedence: command line, POM, JVM. */
record ProjectProperties(MavenSession session, MavenProject project) {

    Optional<String> find(String name) {
        return Optional.ofNullable(session.getUserProperties().getProperty(name))
                .or(() -> Optional.ofNullable(project.getProperties().getProperty(name)))
                .or(() -> Optional.ofNullable(session.getSystemProperties().getProperty(name)));
    }
}
