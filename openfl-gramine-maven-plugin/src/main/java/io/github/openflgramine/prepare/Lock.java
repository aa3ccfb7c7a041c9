package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Writes the inputs of a first image to the workspace, or compares an image with them. */
public final class Lock {

    private final Engine engine;
    private final PrepareLog log;

    public Lock(Engine engine, BuildLog log) {
        this.engine = engine;
        this.log = new PrepareLog(log);
    }

    /**
     * A first image and its base.
     *
     * @param workspace the directory that contains or will contain {@code gramine/lock.json}
     * @param base the base image's name; the engine has the image because it built on it
     * @param name the first image's name
     */
    public record Request(Path workspace, String base, String name, BuiltImage.Source image) {}

    /** Writes the lock file and reports the differences from the previous one. */
    public WrittenLock write(Request request) throws IOException {
        ImageLock lock = of(request);
        Optional<ImageLock> before = ImageLock.find(request.workspace());
        Path file = request.workspace().resolve(ImageLock.PLACE);
        AtomicFiles.write(file, lock.text());
        log.wrote(file);
        List<ImageLock.Difference> changes =
                before.map(old -> old.differences(lock)).orElse(List.of());
        log.locked(lock.packages(), changes);
        return new WrittenLock(file, lock.packages(), changes);
    }

    /**
     * Compares an image with the lock file.
     *
     * @throws GraminizeException if there is a difference
     */
    public void check(Request request) throws IOException {
        ImageLock lock = ImageLock.require(request.workspace());
        lock.requireSame(of(request), "The first image " + request.name());
        log.note("The first image matches " + ImageLock.PLACE + ": packages, base image and PAL are the same.");
    }

    private ImageLock of(Request request) throws IOException {
        EngineImage base = engine.image(request.base())
                .orElseThrow(() -> new GraminizeException(
                        "The base image " + request.base() + " is not known to the Docker engine at " + engine.address()
                                + ", so it cannot be compared with " + ImageLock.PLACE + ".",
                        "Pull it first (BuildKit keeps no base images): docker pull " + request.base()));
        try (BuiltImage image = request.image().open()) {
            return ImageLock.of(request.base(), base, image.files());
        }
    }
}
