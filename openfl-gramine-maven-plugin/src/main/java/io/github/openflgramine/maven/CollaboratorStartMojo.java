package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Starts a collaborator from an image or an image archive, follows its output, and ends with its exit status. Ctrl-C and SIGTERM are
 * passed on. The directory needs no POM, only {@code cert/cert_chain.crt}, {@code cert/client/col_NAME.crt} and {@code .key},
 * {@code plan/data.yaml}, and the data. Missing files and files that do not match the image's plan are reported before anything
 * starts.
 */
@Mojo(name = "collaborator-start", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorStartMojo extends AbstractGraminizeMojo {

    @Parameter
    private StartParameters start;

    @Parameter
    private CollaboratorParameter collaborator;

    /** The directory with the data, which the actor sees as {@code data/}. Default: {@code data} in the directory. */
    @Parameter(property = "openfl.data")
    private @Nullable File data;

    @Override
    void run(BuildLog log) throws IOException {
        try (Engine engine = Engine.connect(engineAddress())) {
            start.start(
                    new ActorStart(engine, Clock.systemUTC(), log),
                    new ActorRequest(
                            Role.COLLABORATOR,
                            start.directory(),
                            collaborator.name(),
                            path(data),
                            start.image(hasPom(), ownWorkspace().orElse(null)),
                            start.mode(),
                            start.sgx(),
                            false));
        }
    }
}
