package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Runs steps of {@code mvn package} for a goal outside the lifecycle: the executions of the user's POM, with their versions and
 * their configuration.
 */
@Named
final class LifecycleGoals {

    private static final String PHASE = "package";
    private static final String OURS = "openfl-gramine-maven-plugin";
    private static final String FABRIC8 = "docker-maven-plugin";

    private final LifecycleExecutor lifecycle;
    private final BuildPluginManager plugins;

    @Inject
    LifecycleGoals(LifecycleExecutor lifecycle, BuildPluginManager plugins) {
        this.lifecycle = lifecycle;
        this.plugins = plugins;
    }

    /** Builds the first image: prepare and fabric8's build. */
    void buildFirstImage(MavenSession session, Map<String, String> configuration) throws IOException {
        run(session, execution -> !execution.getGoal().equals("graminize"), configuration);
    }

    /** Builds both images. */
    void buildFinalImage(MavenSession session, Map<String, String> configuration) throws IOException {
        run(session, execution -> true, configuration);
    }

    /**
     * Runs executions. {@code configuration} replaces single parameters of this plugin's goals in the POM's
     * configuration.
     */
    private void run(MavenSession session, Predicate<MojoExecution> whileTrue, Map<String, String> configuration)
            throws IOException {
        try {
            List<MojoExecution> executions =
                    lifecycle.calculateExecutionPlan(session, PHASE).getMojoExecutions().stream()
                            .filter(execution -> PHASE.equals(execution.getLifecyclePhase()))
                            .filter(execution -> List.of(OURS, FABRIC8).contains(execution.getArtifactId()))
                            .takeWhile(whileTrue)
                            .toList();
            for (MojoExecution execution : executions) {
                if (execution.getArtifactId().equals(OURS)) {
                    configuration.forEach((name, value) -> override(execution, name, value));
                }
                execute(session, execution);
            }
        } catch (GraminizeException e) {
            throw e;
        } catch (MojoFailureException e) {
            if (e.getCause() instanceof GraminizeException mistake) {
                throw mistake;
            }
            throw new IOException(e.getMessage(), e);
        } catch (Exception e) {
            throw new IOException(String.valueOf(e.getMessage()), e);
        }
    }

    private void execute(MavenSession session, MojoExecution execution) throws Exception {
        try {
            plugins.executeMojo(session, execution);
        } catch (MojoExecutionException e) {
            if (execution.getArtifactId().equals(FABRIC8)) {
                Optional<GraminizeException> explained =
                        FailuresOfFabric8.explained("docker:" + execution.getGoal(), e, session.getCurrentProject());
                if (explained.isPresent()) {
                    throw explained.get();
                }
            }
            throw e;
        }
    }

    private static void override(MojoExecution execution, String name, String value) {
        // Maven refuses a parameter that the goal does not have.
        if (!execution.getMojoDescriptor().getParameterMap().containsKey(name)) {
            return;
        }
        Xpp3Dom configuration = execution.getConfiguration();
        Xpp3Dom parameter = configuration.getChild(name);
        if (parameter == null) {
            parameter = new Xpp3Dom(name);
            configuration.addChild(parameter);
        }
        parameter.setValue(value);
    }
}
