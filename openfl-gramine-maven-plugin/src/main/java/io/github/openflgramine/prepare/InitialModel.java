package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.ImagePython;
import io.github.openflgramine.run.ProgramRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The initial model of a federation. OpenFL itself creates it ({@code fx plan initialize}) in a container of the first
 * image, without a network and on a copy of the workspace. So the host needs no Python, which the frameworks' own
 * initialisation uses.
 */
final class InitialModel {

    // Not /workspace: it contains .pyc files, which Python does not compare with changed sources.
    private static final String DIRECTORY = "openfl-gramine-plan-initialize";

    /** OpenFL's command line in the form of {@code fx}, independent of where pip installed {@code fx}. */
    private static final String FX = "-B -u -c 'import sys; sys.argv = [\"fx\", *sys.argv[1:]]; "
            + "from openfl.interface.cli import entry; sys.exit(entry())'";

    /** The program for a model that exists. */
    private static final String FROM_MODEL = "from_model.py";

    /** How {@link #FROM_MODEL} ends if the model is not of the workspace's code; its last line tells why. */
    private static final int REFUSED = 3;

    private static final String SAYS = "openfl-gramine: ";

    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,16}");

    private final Engine engine;
    private final String image;
    private final Duration timeout;

    InitialModel(Engine engine, String image, Duration timeout) {
        this.engine = engine;
        this.image = image;
        this.timeout = timeout;
    }

    /** Creates the model of another file: {@code fx plan initialize -i}. */
    void createFrom(Path given, WorkspaceArchive workspace, Plan plan, Path file) throws IOException {
        BuildFiles.require(Files.isRegularFile(given), given, "openfl.initialModel", "");
        String name = "openfl-gramine-initial-model" + ending(given);
        SortedMap<String, Content> entries =
                new TreeMap<>(workspace.withPlan(Content.of(plan.text())).entries());
        entries.put(name, Content.of(given));
        entries.put(
                FROM_MODEL,
                Content.of(ContextDirectory.resource("/io/github/openflgramine/python/plan/" + FROM_MODEL)));
        create(
                entries,
                plan,
                file,
                ContainerRequest.of(image)
                        .entrypoint(ImagePython.entrypoint("-B -u"))
                        .command(FROM_MODEL, name, plan.aggregatorAddress().orElseThrow()));
    }

    private static String ending(Path given) {
        String name = given.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot);
        return ENDING.matcher(ending).matches() ? ending : "";
    }

    /** Creates the model, which the plan calls {@code init_state_path}, and writes it to {@code file}. */
    void create(WorkspaceArchive workspace, Plan plan, Path file) throws IOException {
        create(
                workspace.withPlan(Content.of(plan.text())).entries(),
                plan,
                file,
                ContainerRequest.of(image)
                        .entrypoint(ImagePython.entrypoint(FX))
                        .command(
                                "plan",
                                "initialize",
                                "-a",
                                plan.aggregatorAddress().orElseThrow()));
    }

    private void create(SortedMap<String, Content> entries, Plan plan, Path file, ContainerRequest.Builder program)
            throws IOException {
        ContainerRequest request = program.user("0:0")
                .withoutPrivileges()
                .workingDir(ImagePath.of(DIRECTORY))
                .env("HOME", "/" + DIRECTORY + "/local_state")
                .env("PYTHONDONTWRITEBYTECODE", "1")
                .build();
        try (ProgramRun run = ProgramRun.of(engine, request, DIRECTORY, entries, timeout)) {
            if (run.failure().isPresent()) {
                if (run.status().equals(OptionalInt.of(REFUSED))) {
                    refuseModel(run.lastLines());
                }
                if (run.status().isPresent()) {
                    refuseMistakes(entries, plan);
                }
                throw failure(run.failure().get(), run);
            }
            try (InputStream content = run.file(plan.initialModel())
                    .orElseThrow(() -> new GraminizeException(
                            "OpenFL wrote no " + plan.initialModel() + ".", "Check init_state_path in the plan."))) {
                AtomicFiles.write(file, content::transferTo);
            }
        }
    }

    private static void refuseModel(List<String> lines) {
        lines.stream()
                .filter(line -> line.startsWith(SAYS))
                .reduce((first, last) -> last)
                .ifPresent(line -> {
                    throw new GraminizeException(
                            "openfl.initialModel: "
                                    + line.substring(SAYS.length()).strip() + ".",
                            "Give a model that a federation with this workspace's code and plan left, or model-save's file of"
                                    + " one.");
                });
    }

    /** Says what is wrong with the plan or the code, if that is known, instead of the traceback of the first failure. */
    private void refuseMistakes(SortedMap<String, Content> workspace, Plan plan) throws IOException {
        List<PlanFinding> findings;
        try {
            findings = PlanTrial.of(engine, image, workspace, timeout);
        } catch (GraminizeException notTried) {
            return;
        }
        if (!findings.isEmpty()) {
            throw new GraminizeException(
                    "OpenFL could not create the initial model. To correct: " + findings.size()
                            + PlanTrial.listed(findings, plan) + "\n",
                    "Then run plan-initialize again; if requirements.txt changed since the image was built, it builds it again.");
        }
    }

    private GraminizeException failure(String how, ProgramRun run) {
        return new GraminizeException(
                "fx plan initialize " + how + " in image " + image + "." + run.quotedLines(),
                "Correct the workspace's code or plan; if requirements.txt changed since the image was built, run mvn package.");
    }
}
