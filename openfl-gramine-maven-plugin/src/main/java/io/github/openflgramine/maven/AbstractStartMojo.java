package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.build.ActorMode;
import io.github.openflgramine.build.ActorRequest;
import io.github.openflgramine.build.ActorStart;
import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.ImageNames;
import io.github.openflgramine.build.Role;
import io.github.openflgramine.build.SgxFiles;
import io.github.openflgramine.engine.EngineAddress;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What aggregator-start and collaborator-start have in common. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractStartMojo extends AbstractFolderMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${session}", readonly = true, required = true)
    private MavenSession session;

    /**
     * The image: a name and tag or an id that the engine knows, or the path of its archive ({@code NAME.tar.gz}), which is
     * loaded unless the engine has that very image. Default: the workspace's own image, where the folder is its project.
     */
    @Parameter(property = "openfl.image")
    private @Nullable String image;

    /** The image's name as the project's build gives it. */
    @Parameter(property = "openfl.imageName", defaultValue = "${project.artifactId}")
    private String imageName;

    /** The image's tag as the project's build gives it. */
    @Parameter(property = "openfl.imageTag", defaultValue = "${project.version}")
    private String imageTag;

    /**
     * How the actor runs: {@code sgx} in an enclave (a signed image, an SGX machine), {@code direct} under Gramine without SGX,
     * {@code native} without Gramine. The last two protect nothing and are for trials.
     */
    @Parameter(property = "openfl.mode", defaultValue = "sgx")
    private String mode;

    /** SGX's device node on this machine. */
    @Parameter(property = "openfl.sgxDevice", defaultValue = "/dev/sgx_enclave")
    private File sgxDevice;

    /** The socket of Intel's aesmd on this machine, given to the actor in mode sgx where it exists. */
    @Parameter(property = "openfl.aesmSocket", defaultValue = "/var/run/aesmd/aesm.socket")
    private File aesmSocket;

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
        ActorStart start = new ActorStart(log, Clock.systemUTC());
        ActorRequest request = new ActorRequest(
                role(),
                workspace(),
                collaborator(),
                data(),
                names(),
                Optional.ofNullable(image),
                ActorMode.of(mode),
                new SgxFiles(sgxDevice.toPath(), aesmSocket.toPath()),
                resume(),
                EngineAddress.find(this::property, System.getenv()));
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
                throw new GraminizeException(
                        "The actor ended with status " + status + ".", "What it said stands above.");
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

    private Optional<ImageNames> names() {
        return project.getFile() == null ? Optional.empty() : Optional.of(new ImageNames(imageName, imageTag));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(session.getUserProperties().getProperty(name))
                .or(() -> Optional.ofNullable(project.getProperties().getProperty(name)))
                .or(() -> Optional.ofNullable(session.getSystemProperties().getProperty(name)));
    }
}
