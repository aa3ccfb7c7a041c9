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
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.SigstructSummary;
import io.github.openflgramine.product.SummaryTable;
import io.github.openflgramine.sgx.SigstructDraft;
import io.github.openflgramine.sgx.SigstructReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Shows the content of a {@code .sig} file, a manifest or an image. Nothing is compared; {@code verify} does that. */
public final class Inspect {

    private static final int SIG_BYTES = 1808;

    private Inspect() {}

    /** The output format: a table for people, or JSON for programs. */
    public enum Format {
        TABLE,
        JSON;

        public static Format of(String value) {
            return switch (value) {
                case "table" -> TABLE;
                case "json" -> JSON;
                default ->
                    throw new GraminizeException(
                            "gramine.format=" + value + " is unknown; expected table or json.", "Correct it.");
            };
        }

        public String write(Map<String, Object> summary) throws IOException {
            return this == JSON ? JsonText.of(summary) : SummaryTable.of(summary);
        }
    }

    /**
     * Describes a file. Its name tells whether it is a SIGSTRUCT, bytes to be signed, or a manifest; any other file is
     * an image's archive.
     */
    public static String file(Path file, Format format) throws IOException {
        String name = file.getFileName().toString();
        if (!Files.exists(file)) {
            throw new GraminizeException(
                    "gramine.file=" + file + " does not exist.",
                    "Give a .sig, a .manifest.sgx or an image's archive; for an image of the engine, openfl.image.");
        }
        if (name.endsWith(".manifest") || name.endsWith(".manifest.sgx")) {
            return format.write(ManifestSummary.of(ManifestSource.text(file, "gramine.file"), name));
        }
        if (name.endsWith(".tbs")) {
            return format.write(SigstructSummary.of(
                    SigstructDraft.read(ManifestSource.bytes(file, "gramine.file"), "gramine.file=" + file)));
        }
        if (name.endsWith(".sig") || Files.size(file) == SIG_BYTES) {
            return format.write(
                    SigstructSummary.of(SigstructReader.read(ManifestSource.bytes(file, "gramine.file"), name)));
        }
        return format.write(archive(file));
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
    public static String image(Engine engine, String name, Format format) throws IOException {
        EngineImage image = require(engine, name);
        try (EngineContainer container = engine.create(
                        ContainerRequest.of(image.id()).command("none").build());
                InputStream copied = container.copyOut(ImagePaths.PRODUCT);
                Image files = new ImageReader().readRootFilesystem(copied, ImagePaths.PRODUCT + " of " + name)) {
            ImagePath directory = ImagePath.ROOT.resolve(ImagePaths.PRODUCT.name());
            return format.write(
                    ImageSummary.of(name, image.id().toString(), image.labels(), files.filesystem(), directory));
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
