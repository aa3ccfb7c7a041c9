package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.DockerConfig;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.files.HeldFile;
import io.github.openflgramine.files.UserDirectories;
import io.github.openflgramine.graminize.BuildImages;
import io.github.openflgramine.graminize.RunningBuilds;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.prepare.Prepare;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuildMark;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.ProductionGate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
        Workspace workspace = workspace();
        Sha256 context;
        DockerConfig docker = DockerConfig.read(this::property, System.getenv());
        docker.requireCredentials();
        EngineAddress address = engineAddress();
        try (Engine engine = Engine.connect(address)) {
            begin(engine, log);
            context = new Prepare(engine, new ProductionGate(production.isProduction(), told(), log), log)
                    .prepare(new Prepare.Request(workspace, path(plan), firstImage(), archive(), work("first")));
        }
        if (plan == null) {
            project().getArtifact().setFile(archive().toFile());
        }
        handOver(Handover.FIRST_IMAGE_BASE, image.baseImage());
        handOver(Handover.FIRST_IMAGE_CONTEXT, work("first").toString());
        handOver(Handover.FIRST_IMAGE_CONTEXT_DIGEST, context.hex());
        handOver(Handover.FIRST_IMAGE_NETWORK, buildNetwork);
        handOver(Handover.FIRST_IMAGE_NO_CACHE, Boolean.toString(rebuild));
        setDefault("docker.verbose", "build");
        address.forFabric8().forEach(this::setDefault);
        BuildProxies.of(session().getSettings(), System.getenv(), docker).forEach(this::setDefault);
    }

    /**
     * Claims the work directory, and names of this build alone for its images. Both are given back when Maven ends. A
     * second build in the same run of Maven (plan-initialize, federation) uses the same names.
     */
    private void begin(Engine engine, BuildLog log) throws IOException {
        BuildMark mark = handedOver(Handover.BUILD_MARK)
                .map(BuildMark::new)
                .orElseGet(() -> BuildMark.create(Instant.now(), new SecureRandom()));
        BuildImages images = new BuildImages(names(), mark, workspace().name());
        RunningBuilds running =
                new RunningBuilds(UserDirectories.cache(System.getenv()).resolve("builds"));
        // These need the session, which has no current project at the end.
        EngineAddress address = engineAddress();
        Path fabric8 = buildDirectory().resolve("docker");
        Path lock = work(".lock").toAbsolutePath();
        BuildEnd.keep(project(), "mark " + mark, () -> running.register(mark));
        BuildEnd.keep(project(), "work " + lock, () -> HeldFile.take(lock).orElseThrow(() -> isTaken(lock)));
        BuildEnd.keep(project(), "images " + images.first(), () -> () -> end(images, running, address, fabric8, log));
        handOver(Handover.BUILD_MARK, mark.text());
        handOver(Handover.FIRST_IMAGE_NAME, images.first());
        handOver(Handover.BUILT_IMAGE_NAME, images.built());
        handOver(Handover.SIGNED_IMAGE_BEFORE, id(engine, names().signed()));
        handOver(Handover.UNSIGNED_IMAGE_BEFORE, id(engine, names().unsigned()));
    }

    /** The build's own outcome counts, so a failure is only a warning. */
    private static void end(
            BuildImages images, RunningBuilds running, EngineAddress address, Path fabric8, BuildLog log) {
        try (Engine engine = Engine.connect(address)) {
            images.end(engine, running, Instant.now());
            removeFabric8Directories(images.names(), fabric8);
        } catch (IOException | RuntimeException e) {
            log.warning(
                    "Could not remove the image names of this build, " + images.first() + " and " + images.built()
                            + ": " + e.getMessage(),
                    "The next build removes them.");
        }
    }

    /** fabric8 keeps a copy of each context in a directory named after the image, which no later build would replace. */
    private static void removeFabric8Directories(ImageNames names, Path fabric8) throws IOException {
        Path directory = fabric8.resolve(names.name().replace(':', '/'));
        if (Files.isDirectory(directory)) {
            List<Path> tags;
            try (Stream<Path> children = Files.list(directory)) {
                tags = children.filter(tag -> names.isOfOneBuild(names.name() + ":" + tag.getFileName()))
                        .toList();
            }
            for (Path tag : tags) {
                ContextDirectory.deleteTree(tag);
            }
        }
    }

    private static GraminizeException isTaken(Path lock) {
        return new GraminizeException(
                "Another build of this workspace is running: it holds " + lock + ".",
                "Wait until it ends. To build twice at once, use a copy of the workspace and another openfl.imageTag.");
    }

    /** Maven 4 treats an empty property as absent. */
    private static String id(Engine engine, String name) {
        return engine.image(name).map(image -> image.id().toString()).orElse("none");
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
                content.lock(basedir()),
                image.libraryChanges());
    }

    private Path archive() {
        String name = workspace().name() + ".zip";
        return plan == null ? buildDirectory().resolve(name) : work(name);
    }
}
