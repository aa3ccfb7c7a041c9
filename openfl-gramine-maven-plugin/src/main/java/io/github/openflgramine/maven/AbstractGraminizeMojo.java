package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.product.BuildLog;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** One way for every goal to end: a user's mistake fails the build in one line, a broken environment says so. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractGraminizeMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            new ParameterCheck(session, execution).check();
            run(new BuildLog(getLog()::info, getLog()::warn));
        } catch (GraminizeException e) {
            // Maven joins the messages of all causes into one; what revealed the mistake is for mvn -X alone.
            GraminizeException shown = getLog().isDebugEnabled() ? e : new GraminizeException(e.problem(), e.remedy());
            throw new MojoFailureException(e.getMessage(), shown);
        } catch (IOException | UncheckedIOException e) {
            throw new MojoExecutionException(e.getMessage(), e);
        }
    }

    abstract void run(BuildLog log) throws IOException;

    final MavenSession session() {
        return session;
    }

    /** A parameter that may have been left out. */
    static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }

    /** A property that only some uses of a goal need, so that Maven cannot ask for it. */
    static <T> T required(@Nullable T value, String property, String what, String example) {
        if (value == null) {
            throw new GraminizeException(
                    property + " is missing: " + what + ".",
                    "Give -D" + property + "=… (for example " + example + ").");
        }
        return value;
    }
}
