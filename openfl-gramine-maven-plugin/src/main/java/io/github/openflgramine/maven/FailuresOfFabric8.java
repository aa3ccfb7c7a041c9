package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ForeignFailure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.execution.MavenExecutionResult;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.project.MavenProject;

/** Replaces what fabric8's goals say when they fail by what went wrong, where, and the next step. */
final class FailuresOfFabric8 {

    /** The beginning of {@link LifecycleExecutionException}'s message, and the goal in it. */
    private static final Pattern FAILED = Pattern.compile(
            "Failed to execute goal io\\.fabric8:docker-maven-plugin:[^:\\s]+:([a-z-]+) [^:]*on project [^:\\s]+: ");

    private FailuresOfFabric8() {}

    /** Explains the failures of a build. The original exception stays in the stack trace that {@code -e} shows. */
    static void explain(MavenExecutionResult result) {
        if (!result.hasExceptions()) {
            return;
        }
        List<Throwable> failures = result.getExceptions();
        for (int i = 0; i < failures.size(); i++) {
            if (failures.get(i) instanceof LifecycleExecutionException failure && failure.getCause() != null) {
                Matcher failed = FAILED.matcher(String.valueOf(failure.getMessage()));
                int at = i;
                if (failed.lookingAt()) {
                    explained("docker:" + failed.group(1), failure.getCause(), failure.getProject())
                            .ifPresent(explained -> {
                                LifecycleExecutionException shown = new LifecycleExecutionException(
                                        failed.group() + explained.getMessage(), failure.getProject());
                                shown.addSuppressed(failure);
                                failures.set(at, shown);
                            });
                }
            }
        }
    }

    /** Returns what went wrong and the next step; empty if fabric8's own message is the best that can be said. */
    static Optional<GraminizeException> explained(String goal, Throwable failure, MavenProject project) {
        return StepsOfFabric8.error(project)
                .map(said -> ForeignFailure.ofStep(goal, said, failure))
                .or(() -> ForeignFailure.explained(goal, failure));
    }
}
