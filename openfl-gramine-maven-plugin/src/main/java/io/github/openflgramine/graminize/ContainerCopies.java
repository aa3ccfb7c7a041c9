package io.github.openflgramine.graminize;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.image.FileTable;
import io.github.openflgramine.image.ImagePath;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Copies files from a container that never runs. The container is created for the first copy. */
final class ContainerCopies implements FileTable.Copies, AutoCloseable {

    private final Engine engine;
    private final EngineImage image;
    private @Nullable EngineContainer container;

    ContainerCopies(Engine engine, EngineImage image) {
        this.engine = engine;
        this.image = image;
    }

    @Override
    public InputStream of(ImagePath path) {
        if (container == null) {
            container = engine.create(
                    ContainerRequest.of(image.id()).command("none").build());
        }
        return container.copyOut(path);
    }

    @Override
    public void close() {
        if (container != null) {
            container.close();
        }
    }
}
