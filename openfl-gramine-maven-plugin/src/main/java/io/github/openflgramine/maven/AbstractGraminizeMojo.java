package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.ConsoleBuildLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;

/** One way for every goal to end: a user's mistake fails the build in one line, a broken environment says so. */
abstract class AbstractGraminizeMojo extends AbstractMojo {

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            run(new ConsoleBuildLog(getLog()::info, getLog()::warn));
        } catch (GraminizeException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    abstract void run(BuildLog log) throws IOException;
}
