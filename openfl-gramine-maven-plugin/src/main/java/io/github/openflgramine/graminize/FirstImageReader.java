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

/**
 * Reads the first image from the engine, with as little data as possible: nothing if its layers are known, else the
 * file list that its build made, else the whole image. The result is always the same (docs/adr/0008).
 */
public final class FirstImageReader {

    /**
     * The image to read.
     *
     * @param reference a name that no other build uses, or an id
     * @param name the image's name in messages
     * @param context the digest of the context from which the image must be built; empty if it is not known
     * @param hashed whether to hash the files here instead of relying on the image's own list
     */
    public record Request(String reference, String name, Optional<String> context, boolean hashed) {}

    private final EngineImage image;
    private final Request request;
    private final FileTable.Copies copies;
    private final ImageCache cache;
    private final GraminizeLog log;

    FirstImageReader(EngineImage image, Request request, FileTable.Copies copies, ImageCache cache, BuildLog log) {
        this.image = image;
        this.request = request;
        this.copies = copies;
        this.cache = cache;
        this.log = new GraminizeLog(log);
    }

    /** Lists the image's files. Contents are read on demand until the image is closed. */
    public static BuiltImage open(Engine engine, Request request, ImageCache cache, BuildLog log) {
        EngineImage image = engine.image(request.reference())
                .orElseThrow(() -> notBuilt("The first image " + request.name()
                        + " is not known to the Docker engine at " + engine.address() + "."));
        String built = image.labels().getOrDefault(ImageLabels.CONTEXT, "none");
        if (request.context().filter(context -> !context.equals(built)).isPresent()) {
            throw notBuilt("The first image " + request.name()
                    + " is of another build. SHA-256 of the context:\n    image      " + built + "\n    this build "
                    + request.context().get() + "\n");
        }
        return new FirstImageReader(image, request, new ContainerCopies(engine, image), cache, log).open();
    }

    BuiltImage open() {
        try {
            FileTable table = FileTable.known(cache, image.diffIds(), request.hashed(), request.name())
                    .orElseGet(this::table);
            return new BuiltImage(image.id(), table.image(copies, cache));
        } catch (RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /** The engine may be gone; its first failure is the one to report. */
    private void closeAfter(RuntimeException failure) {
        try {
            copies.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private FileTable table() {
        Optional<FileTable> listed = listed();
        if (request.hashed() && listed.isPresent()) {
            log.hashing(request.name());
        }
        FileTable table = request.hashed() || listed.isEmpty() ? FileTable.read(copies, request.name()) : listed.get();
        listed.ifPresent(list -> list.requireSame(table));
        table.store(cache, image.diffIds());
        return table;
    }

    private Optional<FileTable> listed() {
        try {
            return Optional.of(FileTable.listed(copies, request.name()));
        } catch (GraminizeException e) {
            log.noFileList(request.name(), e.problem());
            return Optional.empty();
        }
    }

    private static GraminizeException notBuilt(String problem) {
        return new GraminizeException(
                problem,
                "fabric8's docker:build builds it: do not set docker.skip, docker.skip.build or an image filter.");
    }
}
