package io.github.openflgramine.model;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.BundledFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.ModelFile;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.product.ImagePython;
import io.github.openflgramine.run.ActorImage;
import io.github.openflgramine.run.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Writes the framework's own file. The code that trained the model writes it ({@code save_native} of the plan's task
 * runner), in a container of the image, without a network, Gramine or data.
 */
public final class FrameworkFile implements ModelWriter {

    private static final String DIRECTORY = "openfl-gramine-model-save";
    private static final String MODEL = "model.pbuf";
    /** A file's name that cannot lead out of its directory. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

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
        ContainerRequest request = ContainerRequest.of(image.image().id())
                .user("0:0")
                .withoutPrivileges()
                .workingDir(ImagePaths.WORKSPACE)
                .entrypoint(ImagePython.entrypoint("-B -u"))
                .command("/" + DIRECTORY + "/save.py", "/" + DIRECTORY + "/" + MODEL, "/" + DIRECTORY, name)
                .env("HOME", "/" + DIRECTORY)
                .build();
        SortedMap<String, Content> given = BundledFiles.contents("io/github/openflgramine/python/model");
        given.put(MODEL, Content.of(model.file()));
        try (ProgramRun run = ProgramRun.of(engine, request, DIRECTORY, given, timeout)) {
            if (run.failure().isPresent()) {
                throw failure(run.failure().get(), run);
            }
            Path file = directory.resolve(name(run));
            try (InputStream content = result("model", run)) {
                AtomicFiles.write(file, content::transferTo);
            }
            return file;
        }
    }

    private InputStream result(String file, ProgramRun run) throws IOException {
        return run.file(file).orElseThrow(() -> failure("wrote no file", run));
    }

    private String name(ProgramRun run) throws IOException {
        try (InputStream content = result("name", run)) {
            String name = new String(Content.whole(content, "the file's name"), StandardCharsets.UTF_8);
            if (!NAME.matcher(name).matches()) {
                throw failure("gave the model an invalid file name", run);
            }
            return name;
        }
    }

    private GraminizeException failure(String how, ProgramRun run) {
        return new GraminizeException(
                "Saving the model with the code in image " + image.name() + " " + how + "." + run.quotedLines(),
                "Correct the workspace's save_native and build the image again (mvn install), or save the tensors alone:"
                        + " -Dopenfl.modelFormat=tensors");
    }
}
