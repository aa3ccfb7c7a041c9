package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** The directory through which a project's goals exchange files. */
@SuppressWarnings("NullAway.Init")
final class WorkDirectoryParameter implements ParameterGroup {

    /** The directory for Docker build contexts, manifests, signatures and measurements. */
    @Parameter(defaultValue = "${project.build.directory}/openfl-gramine")
    private File workDirectory;

    Path directory() {
        return workDirectory.toPath();
    }
}
