package io.github.openflgramine.run;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.image.ImageConfig;
import io.github.openflgramine.layers.ImageReader;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.MeasurementsDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The image that a measurements.json describes. The digest of its configuration is the same in all engines; a document
 * before version 3 has only the id in the engine that built it.
 */
record ExpectedImage(MeasurementsDocument document) {

    static ExpectedImage read(Path file, String shown) throws IOException {
        return new ExpectedImage(MeasurementsDocument.parse(
                Content.of(file).bytes(), shown, "Give the measurements.json of this image."));
    }

    /** Returns what identifies the image, for messages. */
    String shown() {
        return document.content()
                .map(content -> content.config().prefixed())
                .or(() -> document.imageId().map(ImageId::toString))
                .orElse("no id");
    }

    /** Returns whether an archive has the image. */
    boolean isIn(Image archived) {
        return document.content().isPresent()
                ? archived.config()
                        .map(ImageConfig::id)
                        .equals(document.content().map(ImageContent::config))
                : document.imageId().filter(archived.ids()::contains).isPresent();
    }

    /**
     * Returns whether an engine's image is the expected one. If the engine knows it by another id, because it is not
     * the engine that built it, its configuration is read from the engine.
     */
    boolean is(EngineImage image, Engine engine) throws IOException {
        if (document.imageId().filter(image.id()::equals).isPresent()) {
            return true;
        }
        return document.content().isPresent() && has(image, document.content().get(), engine);
    }

    /** Returns whether an engine's image has this content. */
    static boolean has(EngineImage image, ImageContent content, Engine engine) throws IOException {
        if (image.id().digest().equals(content.config())) {
            return true;
        }
        if (!image.diffIds().equals(content.diffIds())) {
            return false;
        }
        try (InputStream saved = engine.save(image.id().toString());
                Image read = new ImageReader().readArchive(saved, image.id().toString())) {
            return read.config().map(ImageConfig::id).equals(Optional.of(content.config()));
        }
    }
}
