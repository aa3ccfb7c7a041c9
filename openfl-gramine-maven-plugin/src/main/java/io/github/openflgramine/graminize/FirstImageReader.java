package io.github.openflgramine.graminize;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineImage;
import io.github.openflgramine.layers.FileTable;
import io.github.openflgramine.layers.ImageCache;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageLabels;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first image from the engine, with as little data as possible: nothing if its layers are known, else the
 * file list that its build made, else the whole image. The result is always the same (docs/adr/0008).
 */
public final class FirstImageReader {

    private final EngineImage image;
    private final String name;
    private final FileTable.Copies copies;
    private final ImageCache cache;
    private final GraminizeLog log;

    FirstImageReader(EngineImage image, String name, FileTable.Copies copies, ImageCache cache, BuildLog log) {
        this.image = image;
        this.name = name;
        this.copies = copies;
        this.cache = cache;
        this.log = new GraminizeLog(log);
    }

    /**
     * Lists the image's files. Contents are read on demand until the image is closed.
     *
     * @param context the digest of the context from which the image must be built; null if it is not known
     */
    public static BuiltImage open(
            Engine engine, String name, @Nullable String context, ImageCache cache, BuildLog log) {
        EngineImage image = engine.image(name)
                .orElseThrow(() -> notBuilt(
                        "The first image " + name + " is not known to the Docker engine at " + engine.address() + "."));
        String built = image.labels().getOrDefault(ImageLabels.CONTEXT, "none");
        if (context != null && !built.equals(context)) {
            throw notBuilt("The first image " + name + " is of another build. SHA-256 of the context:\n    image      "
                    + built + "\n    this build " + context + "\n");
        }
        return new FirstImageReader(image, name, new ContainerCopies(engine, image), cache, log).open();
    }

    BuiltImage open() {
        boolean done = false;
        try {
            FileTable table = FileTable.known(cache, image.diffIds(), name).orElseGet(this::table);
            BuiltImage opened = new BuiltImage(image.id(), table.image(copies, cache));
            done = true;
            return opened;
        } finally {
            if (!done) {
                copies.close();
            }
        }
    }

    private FileTable table() {
        FileTable table = listed().orElseGet(() -> FileTable.read(copies, name));
        table.store(cache, image.diffIds());
        return table;
    }

    private Optional<FileTable> listed() {
        try {
            return Optional.of(FileTable.listed(copies, name));
        } catch (GraminizeException e) {
            log.noFileList(name, e.problem());
            return Optional.empty();
        }
    }

    private static GraminizeException notBuilt(String problem) {
        return new GraminizeException(
                problem,
                "fabric8's docker:build builds it: do not set docker.skip, docker.skip.build or an image filter.");
    }
}
