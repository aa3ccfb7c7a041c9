package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** The directory in which a project's goals find each other's files. */
@SuppressWarnings("NullAway.Init")
final class WorkDirectoryParameter implements ParameterGroup {

    /** The directory for Docker build contexts, manifests, signatures and measurements. */
    @Parameter(defaultValue = "${project.build.directory}/openfl-gramine")
    private File workDirectory;

    Path directory() {
        return workDirectory.toPath();
    }
}
