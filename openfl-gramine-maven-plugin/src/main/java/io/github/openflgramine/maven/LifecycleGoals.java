package io.github.openflgramine.maven;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * Steps of {@code mvn package} for a goal outside the lifecycle: the same executions, of the same versions and with the
 * same configuration, that the user's POM gives them.
 */
final class LifecycleGoals {

    private static final String PHASE = "package";
    private static final String OURS = "openfl-gramine-maven-plugin";
    private static final String FABRIC8 = "docker-maven-plugin";

    private final MavenSession session;
    private final LifecycleExecutor lifecycle;
    private final BuildPluginManager plugins;

    LifecycleGoals(MavenSession session, LifecycleExecutor lifecycle, BuildPluginManager plugins) {
        this.session = session;
        this.lifecycle = lifecycle;
        this.plugins = plugins;
    }

    /** Builds the first image: prepare and fabric8's build. */
    void buildFirstImage(Map<String, String> configuration) throws MojoExecutionException, MojoFailureException {
        run(execution -> !execution.getGoal().equals("save"), configuration);
    }

    /** Builds both images. */
    void buildFinalImage(Map<String, String> configuration) throws MojoExecutionException, MojoFailureException {
        run(execution -> true, configuration);
    }

    /** {@code configuration} goes over what the POM says for our own goals, parameter by parameter. */
    private void run(Predicate<MojoExecution> whileTrue, Map<String, String> configuration)
            throws MojoExecutionException, MojoFailureException {
        try {
            List<MojoExecution> executions =
                    lifecycle.calculateExecutionPlan(session, PHASE).getMojoExecutions().stream()
                            .filter(execution -> PHASE.equals(execution.getLifecyclePhase()))
                            .filter(execution -> List.of(OURS, FABRIC8).contains(execution.getArtifactId()))
                            .takeWhile(whileTrue)
                            .toList();
            for (MojoExecution execution : executions) {
                if (execution.getArtifactId().equals(OURS)) {
                    configuration.forEach((name, value) -> override(execution.getConfiguration(), name, value));
                }
                plugins.executeMojo(session, execution);
            }
        } catch (MojoExecutionException | MojoFailureException e) {
            throw e;
        } catch (Exception e) {
            throw new MojoExecutionException("Maven cannot run the steps of " + PHASE + ": " + e.getMessage(), e);
        }
    }

    private static void override(Xpp3Dom configuration, String name, String value) {
        Xpp3Dom parameter = configuration.getChild(name);
        if (parameter == null) {
            parameter = new Xpp3Dom(name);
            configuration.addChild(parameter);
        }
        parameter.setValue(value);
    }
}
