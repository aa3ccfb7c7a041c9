package io.github.openflgramine.maven;

import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.SgxFiles;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals share that are about running an image on this machine, with or without a project. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractActorMojo extends AbstractDirectoryMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /**
     * The image: a name and tag or an id that the engine knows, or the path of its archive ({@code NAME.tar.gz}), which is
     * loaded unless the engine has that very image. Default: the workspace's own image, where the directory is its project.
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
     * How actors run: {@code sgx} in an enclave (a signed image, an SGX machine), {@code direct} under Gramine without SGX,
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

    final Optional<String> image() {
        return Optional.ofNullable(image);
    }

    final ActorMode mode() {
        return ActorMode.of(mode);
    }

    final SgxFiles sgx() {
        return new SgxFiles(sgxDevice.toPath(), aesmSocket.toPath());
    }

    final EngineAddress engineAddress() {
        return EngineAddress.find(new ProjectProperties(session(), project)::find, System.getenv());
    }

    final Optional<ImageNames> names() {
        return project.getFile() == null ? Optional.empty() : Optional.of(new ImageNames(imageName, imageTag));
    }
}
