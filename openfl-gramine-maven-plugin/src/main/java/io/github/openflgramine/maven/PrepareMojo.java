package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.Protections;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.prepare.ImageLock;
import io.github.openflgramine.prepare.Prepare;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageNames;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Packs the workspace and writes the Docker context of the first image: the base, Gramine, OpenFL, the workspace's
 * requirements and code. fabric8's {@code docker:build} builds it next. Replaces {@code fx workspace export}.
 */
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class PrepareMojo extends AbstractWorkspaceMojo {

    /** The version of OpenFL to install where the base image has none, for example {@code 1.9}. */
    @Parameter(property = "openfl.version", defaultValue = "1.9")
    private String openflVersion = "";

    /**
     * What to install in place of {@code openfl==openfl.version}: any requirement of pip's (a git address, a wheel's URL), or
     * the path of a wheel or of a clone on this machine, seen from the POM; a path has a slash in it, as in {@code ../openfl}.
     */
    @Parameter(property = "openfl.requirement")
    private @Nullable String openflRequirement;

    /** A constraints file of pip's that pins versions. {@code numpy<2.4} is always added: OpenFL 1.9 needs it. */
    @Parameter(property = "openfl.constraints")
    private @Nullable File constraints;

    /**
     * The image to build on: one with Python 3.10 to 3.12, or Debian's or Ubuntu's apt-get to install it. What it already
     * has of Gramine, OpenFL and the requirements stays as it is. A digest keeps it from changing under its name.
     */
    @Parameter(property = "gramine.baseImage", defaultValue = FirstImage.DEFAULT_BASE)
    private String baseImage = "";

    /** The version of Gramine to install where the base image has none, for example {@code 1.9}. Default: the newest. */
    @Parameter(property = "gramine.version")
    private @Nullable String gramineVersion;

    /** Further options of {@code pip install}, separated by spaces. Example: {@code --no-deps --timeout=60}. */
    @Parameter(property = "gramine.pipOptions")
    private @Nullable String pipOptions;

    /** An index for pip to look into beside PyPI, for example the one with PyTorch's CPU wheels, {@code https://download.pytorch.org/whl/cpu}. */
    @Parameter(property = "gramine.wheelIndex")
    private @Nullable String wheelIndex;

    /** A directory of wheels. pip then takes packages from there alone and asks no index. */
    @Parameter(property = "gramine.wheelhouse")
    private @Nullable File wheelhouse;

    /** CA certificates (PEM) that apt and pip trust while the image is built. They are not in the image. */
    @Parameter(property = "gramine.caBundle")
    private @Nullable File caBundle;

    /** Whether the federation's certificate chain goes into the image; see {@code graminize}. */
    @Parameter(property = "openfl.trustCertChain", defaultValue = "false")
    private boolean trustCertChain;

    /** Whether the initial model goes into the image; see {@code graminize}. */
    @Parameter(property = "openfl.trustInitialModel", defaultValue = "false")
    private boolean trustInitialModel;

    /** Whether to build the first image without the engine's cache. */
    @Parameter(property = "gramine.rebuild", defaultValue = "false")
    private boolean rebuild;

    /** The network of the build's RUN steps: {@code default}, {@code host}, or a network's name. */
    @Parameter(property = "gramine.buildNetwork", defaultValue = "default")
    private String buildNetwork = "";

    /**
     * Whether to accept nothing but what gramine/lock.json has: pip takes the wheels of these hashes alone, and an image with
     * another base, package or PAL ends the build. The goal lock writes that file.
     */
    @Parameter(property = "gramine.locked", defaultValue = "false")
    private boolean locked;

    /** A plan to pack in place of plan/plan.yaml; the goal federation gives it for its temporary image. */
    @Parameter
    private @Nullable File plan;

    @Override
    void run(BuildLog log) throws IOException {
        requireFabric8();
        ImageNames names = names();
        Workspace workspace = workspace();
        Sha256 context;
        try (Engine engine = Engine.connect(engineAddress())) {
            context = new Prepare(engine, log)
                    .prepare(new Prepare.Request(workspace, path(plan), firstImage(), archive(), work("first")));
        }
        if (plan == null) {
            project().getArtifact().setFile(archive().toFile());
        }
        handOver(Handover.FIRST_IMAGE_NAME, names.first());
        handOver(Handover.FIRST_IMAGE_BASE, baseImage);
        handOver(Handover.FIRST_IMAGE_CONTEXT, work("first").toString());
        handOver(Handover.FIRST_IMAGE_CONTEXT_DIGEST, context.hex());
        handOver(Handover.FIRST_IMAGE_NETWORK, buildNetwork);
        handOver(Handover.FIRST_IMAGE_NO_CACHE, Boolean.toString(rebuild));
        setDefault("docker.verbose", "build");
        BuildProxies.of(session().getSettings(), System.getenv()).forEach(this::setDefault);
    }

    /** fabric8 does nothing then, and does not say so; an image of an earlier build could pass for this one's. */
    private void requireFabric8() {
        for (String skip : List.of("docker.skip", "docker.skip.build")) {
            if (property(skip).filter("true"::equals).isPresent()) {
                throw new GraminizeException(
                        skip + "=true stops fabric8's docker-maven-plugin from building the image.",
                        "Remove it. To skip only the image archive: -Dgramine.save=false");
            }
        }
    }

    private FirstImage firstImage() throws IOException {
        return new FirstImage(
                baseImage,
                Optional.ofNullable(openflRequirement).orElse("openfl==" + openflVersion),
                path(constraints),
                Optional.ofNullable(pipOptions).orElse(""),
                Optional.ofNullable(wheelIndex),
                path(wheelhouse),
                path(caBundle),
                trustCertChain ? Optional.of(Protections.chain(workspace())) : Optional.empty(),
                trustInitialModel ? Protections.initialModel(workspace()) : Optional.empty(),
                Optional.ofNullable(gramineVersion).orElse(""),
                locked ? Optional.of(ImageLock.require(project().getBasedir().toPath())) : Optional.empty());
    }

    private Path archive() {
        String name = workspace().name() + ".zip";
        return plan == null ? buildDirectory().resolve(name) : work(name);
    }
}
