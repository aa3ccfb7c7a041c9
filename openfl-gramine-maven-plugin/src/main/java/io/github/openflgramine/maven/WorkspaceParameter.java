package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** The directory of goals that need no project. */
@SuppressWarnings("NullAway.Init")
final class WorkspaceParameter implements ParameterGroup {

    /** The directory of the OpenFL workspace, or of the part of it that a participant has. Default: the current directory. */
    @Parameter(property = "openfl.workspace", defaultValue = "${basedir}")
    private File workspace;

    Path directory() {
        return workspace.toPath();
    }
}
