package io.github.openflgramine.model;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.LogLine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.BundledFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.ModelFile;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.run.ActorImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the framework's own file. The code that trained the model writes it ({@code save_native} of the plan's task
 * runner), in a container of the image, without a network, Gramine or data.
 */
public final class FrameworkFile implements ModelWriter {

    private static final String DIRECTORY = "openfl-gramine-model-save";
    private static final String PYTHON = "exec \"$(cat /opt/openfl-gramine/interpreter)\" -B -u \"$@\"";
    /** A file's name that cannot lead out of its directory. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private static final int LAST_LINES = 15;

    private final Engine engine;
    private final ActorImage image;
    private final Duration timeout;

    /** @param timeout limits the run of the container */
    public FrameworkFile(Engine engine, ActorImage image, Duration timeout) {
        this.engine = engine;
        this.image = image;
        this.timeout = timeout;
    }

    @Override
    public ModelFormat format() {
        return ModelFormat.FRAMEWORK;
    }

    @Override
    public Path write(ModelFile model, Path directory, String name) throws IOException {
        ImagePath own = ImagePath.of(DIRECTORY);
        ContainerRequest request = ContainerRequest.of(image.image().id())
                .user("0:0")
                .withoutPrivileges()
                .workingDir(ImagePaths.WORKSPACE)
                .entrypoint("/bin/sh", "-c", PYTHON, "python")
                .command("/" + DIRECTORY + "/save.py", "/" + DIRECTORY + "/model.pbuf", "/" + DIRECTORY, name)
                .env("HOME", "/" + DIRECTORY)
                .build();
        Map<String, Content> given = new TreeMap<>();
        BundledFiles.below("io/github/openflgramine/python/model")
                .forEach((file, content) -> given.put(file, Content.of(content)));
        given.put("model.pbuf", Content.of(model.file()));
        try (EngineContainer container = engine.create(request);
                InputStream tar = Tars.directory(DIRECTORY, given)) {
            container.copyIn(tar, ImagePath.ROOT);
            container.start();
            OptionalInt status = container.await(timeout);
            if (status.isEmpty()) {
                throw failure("did not end within " + timeout.toSeconds() + " seconds", container);
            }
            if (status.getAsInt() != 0) {
                throw failure("ended with status " + status.getAsInt(), container);
            }
            Path file = directory.resolve(name(container, own.resolve("name")));
            try (InputStream copied = container.copyOut(own.resolve("model"))) {
                InputStream content = Tars.firstFile(copied).orElseThrow(() -> failure("wrote no file", container));
                AtomicFiles.write(file, content::transferTo);
            }
            return file;
        }
    }

    private String name(EngineContainer container, ImagePath file) throws IOException {
        try (InputStream copied = container.copyOut(file)) {
            InputStream content = Tars.firstFile(copied).orElseThrow(() -> failure("wrote no file", container));
            String name = new String(Content.whole(content, file.toString()), StandardCharsets.UTF_8);
            if (!NAME.matcher(name).matches()) {
                throw failure("gave the model an invalid file name", container);
            }
            return name;
        }
    }

    private GraminizeException failure(String how, EngineContainer container) {
        String lines = container.log(LAST_LINES).stream()
                .map(LogLine::text)
                .map(line -> "\n    " + line.stripTrailing())
                .collect(Collectors.joining());
        return new GraminizeException(
                "Saving the model with the code in image " + image.name() + " " + how + "."
                        + (lines.isEmpty() ? "" : " Its last lines:" + lines + "\n"),
                "Correct the workspace's save_native and build the image again (mvn install), or save the tensors alone:"
                        + " -Dopenfl.modelFormat=tensors");
    }
}
