package io.github.openflgramine.maven;

import java.io.File;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** What the goals share that work on a directory, whether it is a project or not. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractDirectoryMojo extends AbstractGraminizeMojo {

    /** The OpenFL workspace, or what a participant has of it. Default: the directory Maven runs in. */
    @Parameter(property = "openfl.workspace", defaultValue = "${basedir}", required = true)
    private File workspace;

    final Path workspace() {
        return workspace.toPath();
    }
}
