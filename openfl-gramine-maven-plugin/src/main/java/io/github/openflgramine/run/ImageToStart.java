package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.ImageSources;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The image to start. A tag does not identify an image, because it can move to another one after
 * the image was verified. So there has to be an id: the one given, or the one in a measurements.json.
 *
 * @param choice the image that is meant
 * @param recorded the measurements.json of the project's last build, if the directory is a project
 * @param measurements the measurements.json of the image, received out of band
 * @param workspace the project's workspace, whose files are compared with those that the image was built from
 */
public record ImageToStart(
        ImageChoice choice, Optional<Path> recorded, Optional<Path> measurements, Optional<Workspace> workspace) {

    private static final String PROPERTY = "gramine.measurements=";

    /**
     * Finds the image, and loads it if it is in an archive and the engine does not have it.
     *
     * @throws GraminizeException if there is no such image, nothing tells that it is the right one, or it is the project's
     *     own and its workspace has changed since it was built
     */
    public ActorImage find(Engine engine, BuildLog log) throws IOException {
        ActorImage found = located(engine, log);
        if (workspace.isPresent()) {
            Optional<GraminizeException> outdated =
                    ImageSources.outdated(found.name(), found.image().labels(), workspace.get());
            if (outdated.isPresent() && choice.given().isEmpty()) {
                throw outdated.get();
            }
            outdated.ifPresent(e -> log.warning(
                    e.problem(), "It runs as it is, because openfl.image names it. The workspace's files do not."));
        }
        return found;
    }

    private ActorImage located(Engine engine, BuildLog log) throws IOException {
        if (choice.given().isPresent()) {
            String given = choice.given().get();
            return ImageArchive.isMeantBy(given)
                    ? new ImageArchive(Path.of(given)).in(engine, expectedInArchive(), log)
                    : named(engine, given);
        }
        if (choice.own().isEmpty() || recorded.isEmpty()) {
            throw new GraminizeException(
                    "openfl.image is missing, and there is no project here with its own image.",
                    "Give the image and what identifies it: -Dopenfl.image=NAME.tar.gz (or NAME:TAG)"
                            + " -Dgramine.measurements=measurements.json");
        }
        return own(engine, choice.own().get(), recorded.get());
    }

    /** Returns the image that the last build recorded, whatever has its name now. */
    private static ActorImage own(Engine engine, ImageNames names, Path recorded) throws IOException {
        if (Files.notExists(recorded)) {
            throw new GraminizeException(
                    "There is no image %s or %s yet: %s does not exist."
                            .formatted(names.signed(), names.unsigned(), recorded),
                    "Build it: mvn install");
        }
        Measurements built = MeasurementsReader.read(recorded);
        if (!List.of(names.signed(), names.unsigned()).contains(built.image())) {
            throw new GraminizeException(
                    "There is no image %s or %s yet: the last build made %s."
                            .formatted(names.signed(), names.unsigned(), built.image()),
                    "Build it: mvn install");
        }
        ImageId id = built.requireImageId("Run mvn install; its goal attach records the image.");
        return engine.image(id.toString())
                .map(image -> new ActorImage(built.image(), image))
                .orElseThrow(() -> new GraminizeException(
                        "The Docker engine at %s does not have the image %s that the last build made, %s."
                                .formatted(engine.address(), built.image(), id),
                        "Build it again: mvn install"));
    }

    private ActorImage named(Engine engine, String name) throws IOException {
        ActorImage found = ActorImage.named(engine, name);
        String id = found.image().id().toString();
        if (measurements.isPresent()) {
            ExpectedImage expected = received(measurements.get());
            if (!expected.is(found.image(), engine)) {
                throw another("openfl.image=" + name, expected, id);
            }
            return found;
        }
        boolean carriesId = name.equals(id) || ImageReference.parse(name).isPresent();
        if (!carriesId && !isOfProject(found, engine)) {
            throw new GraminizeException(
                    "openfl.image=%s is a tag, which can move to another image (now %s).".formatted(name, id),
                    "Give the measurements.json that you received out of band: -Dgramine.measurements=measurements.json;"
                            + " or verify the image and give its id: -Dopenfl.image=" + id);
        }
        return found;
    }

    private boolean isOfProject(ActorImage found, Engine engine) throws IOException {
        Optional<ExpectedImage> ofProject = ofProject();
        return ofProject.isPresent() && ofProject.get().is(found.image(), engine);
    }

    /** Returns the check of an archive's image. */
    private ImageArchive.Check expectedInArchive() throws IOException {
        if (measurements.isPresent()) {
            ExpectedImage expected = received(measurements.get());
            return (archive, archived) -> {
                if (!expected.isIn(archived)) {
                    throw another(archive, expected, archived.ids().get(0).toString());
                }
            };
        }
        Optional<ExpectedImage> ofProject = ofProject();
        return (archive, archived) -> {
            if (ofProject.filter(image -> image.isIn(archived)).isEmpty()) {
                throw new GraminizeException(
                        "%s has the image %s, and nothing tells that it is the right one."
                                .formatted(archive, archived.ids().get(0)),
                        "Give the measurements.json that you received out of band: -Dgramine.measurements=measurements.json;"
                                + " or verify the archive, load it, and give the image's id: -Dopenfl.image=sha256:…");
            }
        };
    }

    private Optional<ExpectedImage> ofProject() throws IOException {
        Optional<Path> file = recorded.filter(Files::exists);
        return file.isPresent()
                ? Optional.of(ExpectedImage.read(file.get(), file.get().toString()))
                : Optional.empty();
    }

    private static ExpectedImage received(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new GraminizeException(
                    PROPERTY + file + " does not exist.", "Give the measurements.json of this image.");
        }
        return ExpectedImage.read(file, PROPERTY + file);
    }

    private GraminizeException another(String what, ExpectedImage expected, String found) {
        return new GraminizeException(
                "%s is not the image of %s%s:%n    expected  %s%n    found     %s%n"
                        .formatted(what, PROPERTY, measurements.orElseThrow(), expected.shown(), found),
                "Do not start it. Find what differs: mvn openfl-gramine:verify");
    }
}
