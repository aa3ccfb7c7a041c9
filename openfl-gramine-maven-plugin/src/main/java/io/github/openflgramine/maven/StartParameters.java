package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import io.github.openflgramine.run.ImageToStart;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which actor a goal starts, and how. */
@SuppressWarnings("NullAway.Init")
final class StartParameters implements ParameterGroup {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private ActorImageParameters image;

    @Parameter
    private WorkDirectoryParameter work;

    @Parameter
    private MeasurementsParameter measurements;

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

    /**
     * @param hasProject whether there is a project that builds images of its own
     * @param own the project's workspace, if it is one
     */
    ImageToStart image(boolean hasProject, @Nullable Workspace own) {
        return new ImageToStart(
                image.choice(hasProject),
                hasProject ? Optional.of(work.directory().resolve(Measurements.FILE)) : Optional.empty(),
                measurements.file(),
                Optional.ofNullable(own));
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
