package io.github.openflgramine.prepare;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.openfl.InitialModelNote;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.run.ThisHost;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sets the aggregator's address and creates the initial model. The plan is edited here, because {@code fx} would expand
 * its defaults and remove its comments. Nothing is written until {@code fx} has succeeded, and the plan is written
 * last.
 */
public final class PlanInitialize {

    private final Engine engine;
    private final FirstImageSource firstImage;
    private final PrepareLog log;

    /**
     * Creates the use case.
     *
     * @param firstImage builds the first image if it does not exist
     */
    public PlanInitialize(Engine engine, FirstImageSource firstImage, BuildLog log) {
        this.engine = engine;
        this.firstImage = firstImage;
        this.log = new PrepareLog(log);
    }

    /**
     * The inputs of plan-initialize.
     *
     * @param aggregator host name or address; if empty, the plan must have one
     * @param port if empty, the plan's port, else the one that OpenFL would compute
     * @param initialModel a model to begin with; if empty, the task runner's own
     * @param timeout limits the run of {@code fx} in its container
     */
    public record Request(
            Workspace workspace,
            Optional<String> aggregator,
            OptionalInt port,
            Optional<Path> initialModel,
            Duration timeout) {}

    public void initialize(Request request) throws IOException {
        Plan before = Plan.read(request.workspace().plan());
        Plan plan = addressed(before, request);
        WorkspaceArchive archive = WorkspaceArchive.of(request.workspace());
        String image = firstImage.ensure();
        log.initializing(image, request.timeout());
        Path model = request.workspace().root().resolve(plan.initialModel());
        InitialModel creation = new InitialModel(engine, image, request.timeout());
        if (request.initialModel().isPresent()) {
            creation.createFrom(request.initialModel().get(), archive, plan, model);
        } else {
            creation.create(archive, plan, model);
        }
        log.wrote(model);
        Path note = InitialModelNote.file(model);
        AtomicFiles.write(note, InitialModelNote.of(model, plan, archive));
        log.wrote(note);
        if (!plan.text().equals(before.text())) {
            AtomicFiles.write(plan.file(), plan.text());
            log.wrote(plan.file());
        }
        log.aggregatorAt(
                plan.aggregatorAddress().orElseThrow(), plan.aggregatorPort().orElseThrow());
    }

    private static Plan addressed(Plan plan, Request request) {
        if (request.aggregator().isEmpty()) {
            plan.requireValidAddress();
        }
        String address = request.aggregator().or(plan::aggregatorAddress).orElseThrow(() -> noAddress(plan));
        OptionalInt given = request.port().isPresent() ? request.port() : plan.aggregatorPort();
        return plan.withAggregator(address, given.orElseGet(() -> plan.generatedPort(address)));
    }

    private static GraminizeException noAddress(Plan plan) {
        return new GraminizeException(
                plan.file() + " does not name the aggregator's host (network.settings.agg_addr is auto or missing).",
                "Give its fully qualified name, for this machine -Dopenfl.aggregator=" + ThisHost.name()
                        + "; with localhost only collaborators on the same machine reach it.");
    }
}
