package io.github.openflgramine.graminize;

import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.layers.FileTable;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Copies files from a container that never runs. The container is created for the first copy. */
final class ContainerCopies implements FileTable.Copies {

    private final Engine engine;
    private final EngineImage image;
    private @Nullable EngineContainer container;
    private boolean closed;

    ContainerCopies(Engine engine, EngineImage image) {
        this.engine = engine;
        this.image = image;
    }

    @Override
    public synchronized InputStream of(ImagePath path) {
        if (closed) {
            throw new IllegalStateException(path + " is asked for after the image was closed");
        }
        if (container == null) {
            container = engine.create(
                    ContainerRequest.of(image.id()).command("none").build());
        }
        return container.copyOut(path);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (container != null) {
            container.close();
        }
    }
}
