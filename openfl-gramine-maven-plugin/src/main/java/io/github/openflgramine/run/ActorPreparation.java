package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.gramine.EnclaveNeeds;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CredentialsCheck;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImagePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prepares a container from an actor's directory and an image. */
public final class ActorPreparation {

    /** The container label that contains the actor's directory. */
    public static final String LABEL = "io.github.openfl-gramine.actor";

    private final ActorRequest request;
    private final ActorLog log;

    ActorPreparation(ActorRequest request, BuildLog log) {
        this.request = request;
        this.log = new ActorLog(log);
    }

    /** Loads the image if necessary and creates the directories that the actor writes to. Starts nothing. */
    ReadyActor prepare(Engine engine, Instant now) throws IOException {
        StartChecks.engineIsHere(engine);
        ActorImage image = request.image().find(engine, log);
        image.checkMode(request.mode());
        image.planDigest();
        Plan plan;
        EnclaveNeeds needs;
        ActorProof certified;
        Set<String> compiledSources;
        try (ImageFiles files = ImageFiles.of(engine, image.image())) {
            plan = files.plan();
            needs = files.needs(request.role());
            compiledSources = files.compiledSources();
            certified = ActorProof.of(request.role(), files.attested());
        }
        Participant participant = participant(address(plan), certified.attested());
        ActorProof proof = proof(certified, participant, now);
        Actor actor = actor(participant, proof, needs);
        new ActorChecks(request, image, plan, participant, proof).run(actor, needs, now);
        ownNetwork(engine);
        for (Path directory : actor.writable()) {
            Files.createDirectories(directory);
        }
        String name = image.workspace() + "-" + actor.name();
        Map.Entry<String, String> label =
                Map.entry(LABEL, request.directory().toAbsolutePath().toString());
        if (proof.enrolling()) {
            log.enrolling(actor.name(), image.name());
        } else {
            log.starting(actor.name(), image.name(), request.mode().toString());
            if (request.role() == Role.COLLABORATOR && StartChecks.isEmpty(actor.data())) {
                log.emptyData(actor.data());
            }
            if (actor.opensDataForWriting(request.mode())) {
                log.encryptedData(actor.data());
            }
        }
        return new ReadyActor(
                actor,
                plan,
                actor.container(engine, image.id(), request.mode(), request.sgx(), label, it -> it.name(name)),
                label,
                request.role() == Role.AGGREGATOR && !proof.enrolling()
                        ? Optional.of(RunRecord.of(engine, image, request.mode()))
                        : Optional.empty(),
                proof.enrolling()
                        ? Optional.of(request.directory()
                                .resolve(ImagePaths.ENROLMENT)
                                .resolve(RequestPackage.fileName(participant)))
                        : Optional.empty(),
                compiledSources);
    }

    /** A rootless Docker runs in a network of its own, which is the host's network for its containers. */
    private void ownNetwork(Engine engine) {
        if (request.role() == Role.AGGREGATOR && EngineChecks.hasOwnNetwork(engine.kind())) {
            log.warning(
                    "The engine is " + engine.kind()
                            + ": the aggregator's port is open in the engine's own network, and"
                            + " other machines do not reach it.",
                    "Forward the port (rootlessctl add-ports 0.0.0.0:PORT:PORT/tcp), or use Podman or an engine that runs as"
                            + " root.");
        }
    }

    private String address(Plan plan) {
        if (plan.aggregatorAddress().isEmpty() || plan.aggregatorPort().isEmpty()) {
            throw new GraminizeException(
                    "The image's plan does not name the aggregator's address (agg_addr, agg_port).",
                    "Build it again after mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=FQDN.");
        }
        String address = plan.aggregatorAddress().get();
        if (request.role() == Role.AGGREGATOR && !ThisHost.is(address)) {
            log.warning(
                    "The plan's aggregator address is " + address + ", which is not this machine.",
                    "Start the aggregator there, unless that address is forwarded to this machine.");
        }
        return address;
    }

    /** A challenge is answered only by an actor without a certificate. */
    private ActorProof proof(ActorProof certified, Participant participant, Instant now) throws IOException {
        Path challenge = Enrolment.challenge(request.directory());
        boolean enrols = certified.attested()
                && Files.exists(challenge)
                && Files.notExists(CertDirectory.of(request.directory()).certificate(participant));
        if (!enrols) {
            return certified;
        }
        Challenge asked = Challenge.read(Content.of(challenge).bytes(), challenge.toString());
        asked.requireOpen(now, challenge.toString());
        if (asked.role() != participant.role() || !asked.name().equals(participant.name())) {
            throw new GraminizeException(
                    "%s is for the %s %s, and not for the %s."
                            .formatted(challenge, asked.role(), asked.name(), participant),
                    "Ask the federation's authority for a challenge to this participant.");
        }
        return certified.beforeCertification();
    }

    private Participant participant(String address, boolean attested) throws IOException {
        if (request.role() == Role.AGGREGATOR) {
            return Participant.aggregator(address);
        }
        if (request.collaborator().isPresent()) {
            return Participant.collaborator(request.collaborator().get());
        }
        Path challenge = Enrolment.challenge(request.directory());
        CertDirectory certificates = CertDirectory.of(request.directory());
        if (attested
                && Files.exists(challenge)
                && new CredentialsCheck(certificates)
                        .certified(Role.COLLABORATOR)
                        .isEmpty()) {
            return Participant.collaborator(Challenge.read(Content.of(challenge).bytes(), challenge.toString())
                    .name());
        }
        return onlyCollaborator(certificates);
    }

    private static Participant onlyCollaborator(CertDirectory directory) throws IOException {
        List<Participant> found = new CredentialsCheck(directory).certified(Role.COLLABORATOR);
        if (found.size() == 1) {
            return found.get(0);
        }
        String names = found.stream().map(Participant::name).collect(Collectors.joining(" and "));
        throw new GraminizeException(
                directory.roleDirectory(Role.COLLABORATOR)
                        + (found.isEmpty()
                                ? " contains no collaborator's certificate."
                                : " holds the certificates of " + names + "."),
                "Choose one: -Dopenfl.collaborator=NAME");
    }

    private Actor actor(Participant participant, ActorProof proof, EnclaveNeeds needs) {
        Path directory = request.directory();
        Actor actor = request.role() == Role.AGGREGATOR
                ? Actor.aggregator(directory, participant, proof)
                : Actor.collaborator(
                        directory, participant, request.data().orElseGet(() -> directory.resolve("data")), proof);
        return needs.encrypted().contains(ImagePaths.DATA.value()) ? actor.withEncryptedData() : actor;
    }
}
