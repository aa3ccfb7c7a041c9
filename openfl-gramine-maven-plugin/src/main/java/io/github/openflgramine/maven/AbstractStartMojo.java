package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** What aggregator-start and collaborator-start have in common. */
abstract class AbstractStartMojo extends AbstractActorMojo {

    /**
     * Whether to return once the actor runs, instead of following it to its end. What it says is then shown by {@code docker
     * logs}; the next start removes its container.
     */
    @Parameter(property = "openfl.detach", defaultValue = "false")
    private boolean detach;

    /**
     * Whether only to check everything and print the docker command line that does the same, to standard output: {@code mvn
     * -q} gives it alone.
     */
    @Parameter(property = "openfl.dryRun", defaultValue = "false")
    private boolean dryRun;

    @Override
    final void run(BuildLog log) throws IOException {
        try (Engine engine = Engine.connect(engineAddress())) {
            start(new ActorStart(engine, Clock.systemUTC(), log));
        }
    }

    private void start(ActorStart start) throws IOException {
        ActorRequest request = new ActorRequest(
                role(), workspace(), collaborator(), data(), names(), image(), mode(), sgx(), resume());
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

    abstract Role role();

    Optional<String> collaborator() {
        return Optional.empty();
    }

    Optional<Path> data() {
        return Optional.empty();
    }

    boolean resume() {
        return false;
    }
}
