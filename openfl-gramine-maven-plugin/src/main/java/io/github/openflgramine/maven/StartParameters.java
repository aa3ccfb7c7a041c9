package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Parameter;

/** Which actor a goal starts, and how. */
@SuppressWarnings("NullAway.Init")
final class StartParameters implements ParameterGroup {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private ActorImageParameters image;

    @Parameter
    private ActorParameters actor;

    /**
     * Whether to return as soon as the actor runs instead of following it to its end. {@code docker logs} then shows its output;
     * the next start removes its container.
     */
    @Parameter(property = "openfl.detach", defaultValue = "false")
    private boolean detach;

    /**
     * Whether to only check everything and print the equivalent docker command to standard output. With {@code mvn -q} nothing
     * else is printed.
     */
    @Parameter(property = "openfl.dryRun", defaultValue = "false")
    private boolean dryRun;

    Path directory() {
        return workspace.directory();
    }

    ImageChoice image(boolean hasProject) {
        return image.choice(hasProject);
    }

    ActorMode mode() {
        return actor.mode().orElse(ActorMode.SGX);
    }

    SgxFiles sgx() {
        return actor.sgx();
    }

    void start(ActorStart start, ActorRequest request) throws IOException {
        if (dryRun) {
            PrintStream out = System.out;
            out.println(start.command(request, detach));
            out.flush();
        } else if (detach) {
            start.detach(request);
        } else {
            int status = start.run(request);
            if (status != 0) {
                ExitStatus.set(status);
                throw new GraminizeException("The actor ended with status " + status + ".", "Its output is above.");
            }
        }
    }
}
