package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImagePaths;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a build: checks that the final image is the measured first image with one more layer, and that this
 * layer has the files that were written for it. Then the image gets its name.
 */
public final class FinalImage {

    private static final String BUILD_AGAIN =
            "Start the build again. If fabric8's configuration was changed, let it build the two"
                    + " images as the lifecycle says (no squash, no image filter, no docker.skip).";

    private final Engine engine;
    private final GraminizeLog log;

    public FinalImage(Engine engine, BuildLog log) {
        this.engine = engine;
        this.log = new GraminizeLog(log);
    }

    /**
     * What was built.
     *
     * @param name the final image's name
     * @param first the first image, as it was measured
     * @param before the image that had the final image's name when the build began
     * @param context the final image's context
     */
    public record Request(BuildImages images, String name, ImageId first, Optional<ImageId> before, Path context) {}

    /**
     * Returns the final image's id.
     *
     * @throws GraminizeException if the image is not made of what was measured, or if another build has taken its name
     */
    public ImageId finish(Request request) throws IOException {
        EngineImage first = built(request.images().first(), "first");
        requireSame(request.images().first(), request.first(), first.id());
        EngineImage image = built(request.images().built(), "final");
        requireOnTopOf(first, image, request.name());
        requireFiles(image, request);
        name(request, image.id());
        return image.id();
    }

    /**
     * Requires that a name still leads to the image of this build.
     *
     * @throws GraminizeException if it leads to another one or to none
     */
    public static void requireNamed(Engine engine, String name, ImageId image) {
        Optional<ImageId> found = engine.image(name).map(EngineImage::id);
        if (!found.equals(Optional.of(image))) {
            throw taken(name, image, found.orElse(null));
        }
    }

    private EngineImage built(String name, String which) {
        return engine.image(name)
                .orElseThrow(
                        () -> new GraminizeException(
                                "The engine at " + engine.address() + " has no " + which + " image " + name + ".",
                                "fabric8's docker:build builds it: do not set docker.skip, docker.skip.build or an image filter."));
    }

    private static void requireSame(String name, ImageId measured, ImageId now) {
        if (!measured.equals(now)) {
            throw new GraminizeException(
                    name + " is not the image that was measured:\n    measured " + measured + "\n    now      " + now
                            + "\n",
                    BUILD_AGAIN);
        }
    }

    private static void requireOnTopOf(EngineImage first, EngineImage image, String name) {
        List<Sha256> below = first.diffIds();
        List<Sha256> layers = image.diffIds();
        if (layers.size() == below.size() + 1 && layers.subList(0, below.size()).equals(below)) {
            return;
        }
        int same = 0;
        while (same < Math.min(below.size(), layers.size()) && below.get(same).equals(layers.get(same))) {
            same++;
        }
        throw new GraminizeException(
                name + " is not the measured first image with one more layer: of the first image's " + below.size()
                        + " layers it has the lowest " + same + ", and " + (layers.size() - same) + " others.",
                BUILD_AGAIN + " A gramine/Dockerfile must not have ONBUILD.");
    }

    private void requireFiles(EngineImage image, Request request) throws IOException {
        Path files = request.context().resolve("files");
        List<Path> expected;
        try (Stream<Path> listed = Files.list(files)) {
            expected = listed.sorted().toList();
        }
        try (EngineContainer container =
                engine.create(ContainerRequest.of(image.id()).command("none").build())) {
            for (Path file : expected) {
                ImagePath path = ImagePaths.PRODUCT.resolve(file.getFileName().toString());
                Sha256 written = Sha256.digest(file);
                Sha256 found = digest(container, path);
                if (!written.equals(found)) {
                    throw new GraminizeException(
                            request.name() + " has another " + path + " than this build wrote. SHA-256:\n    written "
                                    + written + "\n    image   " + found + "\n",
                            BUILD_AGAIN);
                }
            }
        }
    }

    private static Sha256 digest(EngineContainer container, ImagePath path) throws IOException {
        try (InputStream copied = container.copyOut(path)) {
            InputStream content = Tars.firstFile(copied)
                    .orElseThrow(
                            () -> new GraminizeException(path + " of the final image is not a file.", BUILD_AGAIN));
            return Sha256.digest(content);
        }
    }

    private void name(Request request, ImageId image) {
        Optional<ImageId> now = engine.image(request.name()).map(EngineImage::id);
        if (!now.equals(request.before()) && !now.equals(Optional.of(image))) {
            throw taken(request.name(), image, now.orElse(null));
        }
        engine.tag(image.toString(), request.name());
        requireNamed(engine, request.name(), image);
        engine.removeImage(request.images().built());
        log.named(request.name(), image);
    }

    private static GraminizeException taken(String name, ImageId image, @Nullable ImageId now) {
        return new GraminizeException(
                "Another build has given the name " + name
                        + " to its own image, so this build ends here:\n    this build "
                        + image + "\n    "
                        + name + " is now "
                        + (now == null ? "no image" : now) + "\n",
                "Build one after the other, or give each build another name or tag (openfl.imageName, openfl.imageTag).");
    }
}
