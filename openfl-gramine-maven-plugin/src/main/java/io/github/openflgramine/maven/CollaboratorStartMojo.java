package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ActorRequest;
import io.github.openflgramine.run.ActorStart;
import io.github.openflgramine.run.ImageChoice;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
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
    private WorkspaceParameter workspace;

    @Parameter
    private ImageParameter image;

    @Parameter
    private ImageNameParameters imageNames;

    @Parameter
    private WorkDirectoryParameter work;

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private ActorParameters actor;

    @Parameter
    private StartParameters start;

    @Parameter
    private CollaboratorParameter collaborator;

    /** The directory with the data, which the actor sees as {@code data/}. Default: {@code data} in the directory. */
    @Parameter(property = "openfl.data")
    private @Nullable File data;

    private Optional<ImageChoice.Project> ownImage() {
        return hasPom()
                ? Optional.of(new ImageChoice.Project(
                        imageNames.names(), work.directory().resolve(Measurements.FILE)))
                : Optional.empty();
    }

    @Override
    void run(BuildLog log) throws IOException {
        try (Engine engine = Engine.connect(engineAddress())) {
            start.start(
                    new ActorStart(engine, Clock.systemUTC(), log),
                    new ActorRequest(
                            Role.COLLABORATOR,
                            workspace.directory(),
                            collaborator.name(),
                            path(data),
                            new ImageChoice(ownImage(), image.image(), measurements.file()),
                            actor.mode().orElse(ActorMode.SGX),
                            actor.sgx(),
                            false));
        }
    }
}
