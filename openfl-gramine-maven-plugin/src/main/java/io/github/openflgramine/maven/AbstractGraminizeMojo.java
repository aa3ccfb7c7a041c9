package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.files.FileTrouble;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.product.ResultOutput;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.shared.utils.logging.MessageUtils;
import org.jspecify.annotations.Nullable;

/** The base class of all goals. Parameters are checked first, and a user's mistake fails the build with one line. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractGraminizeMojo extends AbstractMojo {

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    private MojoExecution execution;

    private ResultOutput result = new ResultOutput(ResultFormat.TEXT, System.out);

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        try {
            result = new ResultOutput(format(), System.out);
            new ParameterCheck(session, execution).check();
            run(new BuildLog(
                    getLog()::info,
                    this::warn,
                    text -> MessageUtils.buffer().strong(text).build()));
        } catch (GraminizeException e) {
            result.printFailure(e);
            throw new MojoFailureException(e.getMessage(), shown(e));
        } catch (IOException e) {
            throw failed(e);
        } catch (UncheckedIOException e) {
            throw failed(Objects.requireNonNull(e.getCause()));
        }
    }

    private void warn(String line) {
        result.warning(line);
        getLog().warn(line);
    }

    private MojoExecutionException failed(IOException e) {
        boolean isOfFile = FileTrouble.isOne(e);
        result.printFailure(
                isOfFile
                        ? FileTrouble.of(e)
                        : new GraminizeException(String.valueOf(e.getMessage()), "mvn -X shows where it comes from."));
        Exception shown = isOfFile ? shown(FileTrouble.of(e)) : e;
        return new MojoExecutionException(shown.getMessage(), shown);
    }

    /** Maven joins the messages of all causes; the cause is shown with mvn -X only. */
    private GraminizeException shown(GraminizeException e) {
        return getLog().isDebugEnabled() ? e : new GraminizeException(e.problem(), e.remedy());
    }

    abstract void run(BuildLog log) throws IOException;

    /** Returns the form of the result. Goals with the parameter {@code format} return its value. */
    ResultFormat format() {
        return ResultFormat.TEXT;
    }

    /** Returns the output for the result of goals with the parameter {@code format}. */
    final ResultOutput result() {
        return result;
    }

    final MavenSession session() {
        return session;
    }

    /** Returns the project; without a POM, a project without a file. */
    final MavenProject project() {
        return session.getCurrentProject();
    }

    final boolean hasPom() {
        return project().getFile() != null;
    }

    /** Returns the project's workspace; empty without a POM, or if its directory is not a workspace. */
    final Optional<Workspace> ownWorkspace() {
        return hasPom() ? Workspace.find(project().getArtifactId(), basedir()) : Optional.empty();
    }

    /** Returns the project's directory; without a POM, the current directory. */
    final Path basedir() {
        return hasPom() ? project().getBasedir().toPath() : Path.of(session.getExecutionRootDirectory());
    }

    final MojoExecution execution() {
        return execution;
    }

    /** Returns the engine of this plugin's goals and fabric8's. */
    final EngineAddress engineAddress() {
        Fabric8Settings fabric8 = new Fabric8Settings(project());
        return EngineAddress.find(name -> fabric8.find(name).or(() -> property(name)), System.getenv());
    }

    final Optional<String> property(String name) {
        return new ProjectProperties(session, project()).find(name);
    }

    /** Returns the time of the build's outputs, if the POM or the command line sets it. */
    final Optional<String> outputTimestamp() {
        return property("project.build.outputTimestamp");
    }

    /** Returns the path of a parameter that may have been omitted. */
    static Optional<Path> path(@Nullable File file) {
        return Optional.ofNullable(file).map(File::toPath);
    }

    /** Returns the error for a missing parameter that only some uses of a goal need, so that Maven cannot require it. */
    static GraminizeException missing(String property, String what) {
        return new GraminizeException(property + " is missing: " + what + ".", "Give -D" + property + "=…");
    }

    /** Returns the error for a missing parameter, with an example of a value. */
    static GraminizeException missing(String property, String what, String example) {
        return new GraminizeException(
                property + " is missing: " + what + ".", "Give -D" + property + "=… (for example " + example + ").");
    }
}
