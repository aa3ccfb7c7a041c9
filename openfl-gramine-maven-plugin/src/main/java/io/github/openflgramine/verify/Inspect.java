package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.gramine.ManifestSummary;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.product.ImageSummary;
import io.github.openflgramine.product.SigstructSummary;
import io.github.openflgramine.sgx.SigstructDraft;
import io.github.openflgramine.sgx.SigstructReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Shows the content of a {@code .sig} file, a manifest or an image. Nothing is compared; {@code verify} does that. */
public final class Inspect {

    private static final int SIG_BYTES = 1808;

    private Inspect() {}

    /**
     * Describes a file, or an image in the engine.
     *
     * @param subject what to describe
     * @param engine connects to the engine; the connection is closed here
     */
    public static Map<String, Object> describe(Subject subject, Supplier<Engine> engine) throws IOException {
        boolean isFile = subject.file().isPresent();
        if (isFile == subject.image().isPresent()) {
            throw new GraminizeException(
                    isFile
                            ? "Both gramine.file and openfl.image are given."
                            : "Neither gramine.file nor openfl.image is given.",
                    "Give -Dgramine.file=… (a .sig, a .manifest.sgx or an image archive) or -Dopenfl.image=….");
        }
        if (isFile) {
            return file(subject.file().get());
        }
        try (Engine connected = engine.get()) {
            return image(connected, subject.image().get());
        }
    }

    /** A file, or the name of an image of the engine. */
    public record Subject(Optional<Path> file, Optional<String> image) {}

    /**
     * Describes a file. Its name tells whether it is a SIGSTRUCT, bytes to be signed, or a manifest; any other file is
     * an image's archive.
     */
    static Map<String, Object> file(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.exists(file)) {
            throw new GraminizeException(
                    "gramine.file=" + file + " does not exist.",
                    "Give a .sig, a .manifest.sgx or an image's archive; for an image of the engine, openfl.image.");
        }
        if (name.endsWith(".manifest") || name.endsWith(".manifest.sgx")) {
            return ManifestSummary.of(ManifestSource.text(file, "gramine.file"), name);
        }
        if (name.endsWith(".tbs")) {
            return SigstructSummary.of(
                    SigstructDraft.read(ManifestSource.bytes(file, "gramine.file"), "gramine.file=" + file));
        }
        if (name.endsWith(".sig") || Files.size(file) == SIG_BYTES) {
            return SigstructSummary.of(SigstructReader.read(ManifestSource.bytes(file, "gramine.file"), name));
        }
        return archive(file);
    }

    private static Map<String, Object> archive(Path file) {
        if (Files.isDirectory(file)) {
            throw new GraminizeException(
                    "gramine.file=" + file + " is a directory.", "Give a .sig, a .manifest.sgx or an image's archive.");
        }
        try (Image image = new ImageReader().read(file)) {
            return ImageSummary.of(
                    image.tags().isEmpty() ? file.getFileName().toString() : String.join(", ", image.tags()),
                    image.config().map(config -> config.id().prefixed()).orElse(null),
                    image.config().map(config -> config.labels()).orElse(Map.of()),
                    image.filesystem(),
                    ImagePaths.PRODUCT);
        }
    }

    /**
     * Describes an image in the engine. Only the directory with manifests and signatures is read, from a container
     * that never runs.
     */
    private static Map<String, Object> image(Engine engine, String name) throws IOException {
        EngineImage image = require(engine, name);
        try (EngineContainer container = engine.create(
                        ContainerRequest.of(image.id()).command("none").build());
                InputStream copied = container.copyOut(ImagePaths.PRODUCT);
                Image files = new ImageReader().readRootFilesystem(copied, ImagePaths.PRODUCT + " of " + name)) {
            ImagePath directory = ImagePath.ROOT.resolve(ImagePaths.PRODUCT.name());
            return ImageSummary.of(name, image.id().toString(), image.labels(), files.filesystem(), directory);
        }
    }

    static EngineImage require(Engine engine, String name) {
        return engine.image(name)
                .orElseThrow(
                        () -> new GraminizeException(
                                "openfl.image=" + name + " is not known to the Docker engine at " + engine.address()
                                        + ".",
                                "Load it (docker load < NAME.tar.gz) or correct the name (docker images lists them). For an archive use gramine.file."));
    }
}
