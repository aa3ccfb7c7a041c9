package io.github.openflgramine.maven;

import io.github.openflgramine.engine.BuildOutput;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.execution.MojoExecutionEvent;
import org.apache.maven.execution.MojoExecutionListener;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Gives fabric8's goals in a workspace's build a log that shows one line for each step. {@code mvn -X} and every value of
 * {@code docker.verbose} other than {@code build} show the engine's whole output.
 */
public final class StepsOfFabric8 implements MojoExecutionListener {

    private static final String PLUGIN = "io.fabric8:docker-maven-plugin";
    private static final Set<String> GOALS = Set.of("build", "save");
    private static final String SAID = StepsOfFabric8.class.getName();

    private final Map<MojoExecution, StepLog> logs = new ConcurrentHashMap<>();

    /** Returns the message with which one of the plugin's own steps in the image's build has failed. */
    static Optional<String> error(MavenProject project) {
        return Optional.ofNullable((String) project.getContextValue(SAID));
    }

    @Override
    public void beforeMojoExecution(MojoExecutionEvent event) {
        MojoExecution execution = event.getExecution();
        if (!execution.getPlugin().getKey().equals(PLUGIN)
                || !GOALS.contains(execution.getGoal())
                || !event.getProject().getProperties().containsKey(Handover.BUILD_MARK.property())) {
            return;
        }
        Mojo mojo = event.getMojo();
        Log log = mojo.getLog();
        boolean everything = log.isDebugEnabled()
                || new ProjectProperties(event.getSession(), event.getProject())
                        .find("docker.verbose")
                        .filter(verbose -> !verbose.equals("build"))
                        .isPresent();
        // Not every Maven reports the failure of a goal to its listeners.
        StepLog steps = new StepLog(
                log, new BuildOutput(everything), said -> event.getProject().setContextValue(SAID, said));
        logs.put(execution, steps);
        mojo.setLog(steps);
    }

    @Override
    public void afterMojoExecutionSuccess(MojoExecutionEvent event) {
        end(event);
    }

    @Override
    public void afterExecutionFailure(MojoExecutionEvent event) {
        end(event);
    }

    private void end(MojoExecutionEvent event) {
        StepLog steps = logs.remove(event.getExecution());
        if (steps != null) {
            steps.end();
        }
    }
}
