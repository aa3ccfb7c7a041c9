package io.github.openflgramine.federation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.HeldFile;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.RoundMetrics;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImagePaths;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorImage;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageFiles;
import io.github.openflgramine.run.RunRecord;
import io.github.openflgramine.run.StartChecks;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Runs a whole federation on this machine: an aggregator and its collaborators, each in its own container. */
public final class Federation {

    /** The container label that contains the federation's directory. */
    private static final String LABEL = "io.github.openfl-gramine.federation";

    private final Engine engine;
    private final TemporaryImage temporary;
    private final FederationLog log;

    /**
     * Creates a runner for federations in an engine.
     *
     * @param temporary makes an image with another plan if the request needs one
     */
    public Federation(Engine engine, TemporaryImage temporary, BuildLog log) {
        this.engine = engine;
        this.temporary = temporary;
        this.log = new FederationLog(log);
    }

    /** Runs the federation to its end. */
    public FederationResult run(FederationRequest request) throws IOException {
        Plan plan = Plan.read(request.workspace().plan());
        ActorMode mode = request.course()
                .mode()
                .orElseGet(() -> ActorMode.bestWith(request.sgx().device()));
        ActorImage image = request.image().find(engine, log);
        image.checkMode(mode);
        image.checkPlan(plan);
        refuseAttested(image);
        StartChecks.engineIsHere(engine);
        StartChecks.device(mode, request.sgx().device());
        StartChecks.initialModel(request.workspace().root().resolve(plan.initialModel()));
        Path data = request.workspace().root().resolve("data");
        StartChecks.data(data);
        if (StartChecks.isEmpty(data)) {
            log.emptyData(data);
        }
        Collaborators collaborators = HostPlan.collaborators(request.workspace(), plan, request.course());
        FederationDirectory.check(request.directory());
        HeldFile claim = FederationDirectory.claim(request.directory());
        try (claim) {
            // Whoever holds the directory has the only running federation in it.
            removeLeftOvers(label(request));
            return run(request, plan, mode, image, collaborators);
        }
    }

    /** This goal makes the keys of all actors itself. */
    private void refuseAttested(ActorImage image) throws IOException {
        try (ImageFiles files = ImageFiles.of(engine, image.image())) {
            if (!files.attested().isEmpty()) {
                throw new GraminizeException(
                        "The image " + image.name() + " is attested: its actors make their keys in their enclaves, and"
                                + " federation makes ordinary ones.",
                        "Enrol each actor (docs/attestation.md), or build an image without openfl.attested for the trial.");
            }
        }
    }

    private FederationResult run(
            FederationRequest request, Plan plan, ActorMode mode, ActorImage image, Collaborators collaborators)
            throws IOException {
        Plan used = HostPlan.of(plan, request.course(), collaborators.names().size());
        StartChecks.portIsFree(used.aggregatorPort().orElseThrow());
        ActorImage started = image;
        if (!used.text().equals(plan.text())) {
            started = ActorImage.justBuilt(engine, temporary.with(used));
            started.checkTemporary(mode);
            started.checkPlan(used);
            log.temporaryImage(started.name(), used);
        }
        FederationDirectory directory = FederationDirectory.replace(request.directory());
        Set<String> compiledSources = new HashSet<>();
        List<Actor> actors = fitting(
                started,
                compiledSources,
                new FederationActors(directory, request.workspace(), request.validity()).create(used, collaborators));
        log.federation(started.name(), mode.toString(), collaborators.names(), used.roundsToExpect());
        Path file = directory.root().resolve("plan.yaml");
        AtomicFiles.write(file, used.text());
        log.plan(file);
        if (!request.showsOutput()) {
            log.outputGoesTo(directory.root().resolve("NAME").resolve(FederationMember.OUTPUT));
        }
        RunRecord.of(engine, started, mode).write(actors.get(0).directory());
        if (actors.stream().anyMatch(actor -> actor.opensDataForWriting(mode))) {
            log.encryptedData(request.workspace().root().resolve("data"));
        }
        start(started.id(), mode, actors, compiledSources, used, request);
        FederationOutcome outcome = report(directory.root(), used);
        return new FederationResult(started.name(), mode, collaborators.names(), directory.root(), outcome);
    }

    /** Returns the actors with what the image's manifests need, and adds the sources whose compiled form they list. */
    private List<Actor> fitting(ActorImage image, Set<String> compiledSources, List<Actor> actors) throws IOException {
        try (ImageFiles files = ImageFiles.of(engine, image.image())) {
            compiledSources.addAll(files.compiledSources());
            boolean encrypted = files.needs(Role.COLLABORATOR).encrypted().contains(ImagePaths.DATA.value());
            return encrypted ? actors.stream().map(Actor::withEncryptedData).toList() : actors;
        }
    }

    private void start(
            String image,
            ActorMode mode,
            List<Actor> actors,
            Set<String> compiledSources,
            Plan plan,
            FederationRequest request)
            throws IOException {
        int width =
                actors.stream().mapToInt(actor -> actor.name().length()).max().orElse(0);
        Map.Entry<String, String> label = label(request);
        List<ContainerRequest> containers = new ArrayList<>();
        for (Actor actor : actors) {
            containers.add(actor.container(engine, image, mode, request.sgx(), label, UnaryOperator.identity()));
        }
        try (FederationRun run = new FederationRun(engine, request.course().restarts(), request.showsOutput(), log)) {
            run.listed(compiledSources);
            for (Actor actor : actors) {
                run.start(actor, containers.get(actors.indexOf(actor)), width);
                if (actor.equals(actors.get(0))) {
                    run.awaitListening(
                            plan.aggregatorPort().orElseThrow(),
                            request.timeouts().start());
                }
            }
            RoundWatch rounds = new RoundWatch(
                    request.directory(), plan.roundsToExpect(), Clock.system(ZoneId.systemDefault()), log);
            Path metrics = actors.get(0).directory().resolve(RoundMetrics.PLACE);
            run.awaitEnd(request.timeouts().silence(), metrics, rounds::look);
            rounds.end();
        }
    }

    private FederationOutcome report(Path directory, Plan plan) throws IOException {
        FederationOutcome outcome = FederationOutcome.of(directory.resolve(Role.AGGREGATOR.toString()), plan);
        outcome.model().ifPresentOrElse(log::model, log::evaluated);
        if (!plan.effective().writesMetrics()) {
            log.warning(
                    "The plan does not make the aggregator write metrics, so there is no table of rounds.",
                    "Set aggregator.settings.write_logs: true in " + plan.file() + ".");
            return outcome;
        }
        FederationMetrics metrics = FederationMetrics.read(directory);
        Path chart = directory.resolve("metrics.svg");
        AtomicFiles.write(chart, new MetricsChart(metrics).svg());
        List<RoundMetrics> rounds = outcome.rounds();
        RoundMetrics last = rounds.get(rounds.size() - 1);
        log.rounds(new MetricsTable(rounds).lines(), directory.resolve(RoundWatch.CSV), chart);
        last.accuracy().ifPresent(accuracy -> log.accuracy(last.round(), accuracy.getKey(), accuracy.getValue()));
        return outcome;
    }

    private static Map.Entry<String, String> label(FederationRequest request) {
        return Map.entry(LABEL, request.directory().toAbsolutePath().toString());
    }

    /** Removes containers of a run that was killed. */
    private void removeLeftOvers(Map.Entry<String, String> label) {
        for (String id : engine.containersLabelled(label)) {
            log.warning(
                    "Found a container of an earlier federation: " + id.substring(0, Math.min(12, id.length())) + ".",
                    "Removed it.");
            engine.container(id).ifPresent(EngineContainer::close);
        }
    }
}
