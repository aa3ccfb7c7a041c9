package io.github.openflgramine.adopt;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.openfl.FormerPlan;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Turns a workspace of OpenFL's into a project, and tells what in it will not run in an enclave. */
public final class Adopt {

    /** A Docker repository's and an OpenFL workspace's name; OpenFL cuts the name at its first dot. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([_-][a-z0-9]+)*");

    private static final Pattern EXPERIMENTAL = Pattern.compile("(?m)^federated_flow\\s*:|\\bopenfl\\.experimental\\b");
    private static final Pattern LARGE = Pattern.compile("(?im)^\\s*(torch|tensorflow|keras|jax)\\b");

    private final Supplier<Engine> engine;
    private final AdoptLog log;

    /** @param engine connects to the engine in which the code is looked at */
    public Adopt(Supplier<Engine> engine, BuildLog log) {
        this.engine = engine;
        this.log = new AdoptLog(log);
    }

    /**
     * The inputs of adopt.
     *
     * @param directory the workspace
     * @param name the project's name; empty for the directory's
     * @param image an image whose Python reads the code
     */
    public record Request(Path directory, Optional<String> name, String image) {}

    /**
     * Adds what is missing, and looks at the rest.
     *
     * @throws GraminizeException if the directory is not a workspace of the task runner API; then nothing is added
     */
    public Adopted adopt(Request request) throws IOException {
        Path directory = request.directory().toAbsolutePath().normalize();
        requireTaskRunners(directory);
        String name = name(directory, request);
        List<Path> added = AdoptedFiles.add(directory, name, isLarge(directory) ? "8G" : "4G");
        log.added(directory, added);
        Workspace workspace = Workspace.open(name, directory);
        List<Finding> findings = new ArrayList<>(plan(workspace));
        findings.addAll(RequirementsFindings.of(workspace));
        boolean seen = code(workspace, request.image(), findings);
        log.findings(findings);
        log.nextStep("Then build it", "mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=HOST, and mvn install");
        return new Adopted(directory, name, added, findings, seen);
    }

    private static void requireTaskRunners(Path directory) throws IOException {
        Path plan = directory.resolve("plan/plan.yaml");
        if (!Files.isRegularFile(plan)) {
            throw new GraminizeException(
                    directory + " is not a workspace of OpenFL's task runner API: it has no plan/plan.yaml.",
                    "Give the directory that fx workspace create made: -Dopenfl.workspace=DIR. A notebook or the workflow"
                            + " API (openfl.experimental) has no plan that could be measured, so it cannot run in an enclave.");
        }
        if (EXPERIMENTAL.matcher(Files.readString(plan)).find()) {
            throw new GraminizeException(
                    plan
                            + " is for OpenFL's workflow API (openfl.experimental): its aggregator and collaborators run code"
                            + " that they receive during the federation, so no measurement can tell what an enclave runs.",
                    "Write the experiment as a task runner, for example from a template: mvn archetype:generate.");
        }
        if (!Files.isDirectory(directory.resolve("src"))) {
            throw new GraminizeException(
                    directory + " has no src/, the directory of Python code.",
                    Files.isDirectory(directory.resolve("code"))
                            ? "Rename code/ to src/, and code. to src. in plan/plan.yaml: OpenFL 1.2 and older had it there."
                            : "Move the code that plan/plan.yaml names there.");
        }
    }

    private static String name(Path directory, Request request) {
        String name = request.name().orElseGet(() -> String.valueOf(directory.getFileName()));
        if (!NAME.matcher(name).matches()) {
            throw new GraminizeException(
                    (request.name().isPresent() ? "openfl.workspaceName=" + name : "The directory's name " + name)
                            + " cannot name a Docker image and an OpenFL workspace; allowed are lower case letters, digits,"
                            + " and single - or _ between them.",
                    "Give another one: -Dopenfl.workspaceName=my-experiment");
        }
        return name;
    }

    private static boolean isLarge(Path directory) throws IOException {
        Path requirements = directory.resolve("requirements.txt");
        return Files.isRegularFile(requirements)
                && LARGE.matcher(Files.readString(requirements, StandardCharsets.ISO_8859_1))
                        .find();
    }

    private static List<Finding> plan(Workspace workspace) throws IOException {
        try {
            return FormerPlan.differences(Plan.read(workspace.plan())).stream()
                    .map(found -> new Finding(shown(workspace, found.place()), found.problem(), found.remedy()))
                    .toList();
        } catch (GraminizeException e) {
            return List.of(new Finding("plan/plan.yaml", shown(workspace, e.problem()), e.remedy()));
        }
    }

    private static String shown(Workspace workspace, String text) {
        return text.replace(workspace.root() + "/", "");
    }

    /** Adds what is found in the code; returns whether it was looked at. */
    private boolean code(Workspace workspace, String image, List<Finding> findings) throws IOException {
        try (Engine connected = engine.get()) {
            findings.addAll(WorkspaceCode.findings(workspace.root(), connected, image));
            return true;
        } catch (GraminizeException e) {
            log.codeNotSeen(e.problem(), e.remedy());
            return false;
        }
    }
}
