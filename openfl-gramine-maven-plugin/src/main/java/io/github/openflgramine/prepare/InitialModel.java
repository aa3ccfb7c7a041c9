package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.engine.LogLine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.Tars;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.WorkspaceArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The initial model of a federation. OpenFL itself creates it ({@code fx plan initialize}) in a container of the first
 * image, without a network and on a copy of the workspace. So the host needs no Python, which the frameworks' own
 * initialisation uses.
 */
final class InitialModel {

    // Not /workspace: it contains .pyc files, which Python does not compare with changed sources.
    private static final String DIRECTORY = "openfl-gramine-plan-initialize";
    /** OpenFL's command line in the form of {@code fx}, independent of where pip installed {@code fx}. */
    private static final String FX = "exec \"$(cat /opt/openfl-gramine/interpreter)\" -B -u -c '"
            + "import sys; sys.argv = [\"fx\", *sys.argv[1:]]; "
            + "from openfl.interface.cli import entry; sys.exit(entry())' \"$@\"";

    private static final int LAST_LINES = 15;

    private final Engine engine;
    private final String image;
    private final Duration timeout;

    InitialModel(Engine engine, String image, Duration timeout) {
        this.engine = engine;
        this.image = image;
        this.timeout = timeout;
    }

    /** Creates the model, which the plan calls {@code init_state_path}, and writes it to {@code file}. */
    void create(WorkspaceArchive workspace, Plan plan, Path file) throws IOException {
        WorkspaceArchive withPlan = workspace.withPlan(Content.of(plan.text()));
        ContainerRequest request = ContainerRequest.of(image)
                .user("0:0")
                .withoutPrivileges()
                .workingDir(ImagePath.of(DIRECTORY))
                .entrypoint("/bin/sh", "-c", FX, "fx")
                .command("plan", "initialize", "-a", plan.aggregatorAddress().orElseThrow())
                .env("HOME", "/" + DIRECTORY + "/local_state")
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .build();
        try (EngineContainer container = engine.create(request);
                InputStream tar = Tars.directory(DIRECTORY, withPlan.entries())) {
            container.copyIn(tar, ImagePath.ROOT);
            container.start();
            OptionalInt status = container.await(timeout);
            if (status.isEmpty()) {
                throw failure("did not end within " + timeout.toSeconds() + " seconds", container.log(LAST_LINES));
            }
            if (status.getAsInt() != 0) {
                throw failure("ended with status " + status.getAsInt(), container.log(LAST_LINES));
            }
            ImagePath model = ImagePath.of(DIRECTORY).resolve(plan.initialModel());
            try (InputStream copied = container.copyOut(model)) {
                InputStream content = Tars.firstFile(copied)
                        .orElseThrow(() -> new GraminizeException(
                                "OpenFL wrote no " + plan.initialModel() + ".", "Check init_state_path in the plan."));
                AtomicFiles.write(file, content::transferTo);
            }
        }
    }

    private GraminizeException failure(String how, List<LogLine> log) {
        String lines =
                log.stream().map(line -> "\n    " + line.text().stripTrailing()).collect(Collectors.joining());
        return new GraminizeException(
                "fx plan initialize " + how + " in image " + image + ". Its last lines:" + lines + "\n",
                "Correct the workspace's code or plan; if requirements.txt changed since the image was built, run mvn package.");
    }
}
