package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.prepare.Prepare;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.ProductionGate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Packs the workspace and writes the Docker context of the first image: the base image with Gramine, OpenFL, and the workspace's
 * requirements and code. fabric8's {@code docker:build} builds it next. Replaces {@code fx workspace export}.
 */
@Mojo(name = "prepare", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class PrepareMojo extends AbstractWorkspaceMojo {

    @Parameter
    private FirstImageParameters image;

    @Parameter
    private FixedContentParameters content;

    @Parameter
    private GramineVersionParameter gramine;

    @Parameter
    private ProductionParameter production;

    /** Whether to build the first image without the Docker engine's cache. */
    @Parameter(property = "gramine.rebuild", defaultValue = "false")
    private boolean rebuild;

    /** The network for RUN steps of the build: {@code default}, {@code host}, or the name of a Docker network. */
    @Parameter(property = "gramine.buildNetwork", defaultValue = "default")
    private String buildNetwork = "";

    /** A plan to pack instead of plan/plan.yaml. The goal {@code federation} sets it for its temporary image. */
    @Parameter
    private @Nullable File plan;

    @Override
    void run(BuildLog log) throws IOException {
        requireFabric8();
        ImageNames names = names();
        Workspace workspace = workspace();
        Sha256 context;
        try (Engine engine = Engine.connect(engineAddress())) {
            context = new Prepare(engine, new ProductionGate(production.isProduction(), told(), log), log)
                    .prepare(new Prepare.Request(workspace, path(plan), firstImage(), archive(), work("first")));
        }
        if (plan == null) {
            project().getArtifact().setFile(archive().toFile());
        }
        handOver(Handover.FIRST_IMAGE_NAME, names.first());
        handOver(Handover.FIRST_IMAGE_BASE, image.baseImage());
        handOver(Handover.FIRST_IMAGE_CONTEXT, work("first").toString());
        handOver(Handover.FIRST_IMAGE_CONTEXT_DIGEST, context.hex());
        handOver(Handover.FIRST_IMAGE_NETWORK, buildNetwork);
        handOver(Handover.FIRST_IMAGE_NO_CACHE, Boolean.toString(rebuild));
        setDefault("docker.verbose", "build");
        BuildProxies.of(session().getSettings(), System.getenv()).forEach(this::setDefault);
    }

    /**
     * Refuses to run if fabric8 is skipped. It would do nothing and report nothing, so an older image could be mistaken
     * for this build's.
     */
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
                image.baseImage(),
                image.install(),
                content.certChain(workspace()),
                content.initialModel(workspace()),
                gramine.version().orElse(""),
                content.lock(basedir()));
    }

    private Path archive() {
        String name = workspace().name() + ".zip";
        return plan == null ? buildDirectory().resolve(name) : work(name);
    }
}
