package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.CollaboratorRegister;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageSources;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsReader;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files with which the aggregator and each collaborator in cols.yaml start the last built image: a kit for a
 * machine with Docker, objects for a Kubernetes cluster.
 */
public final class Deployment {

    private final DeploymentLog log;
    private final ProductionGate gate;

    public Deployment(BuildLog log, ProductionGate gate) {
        this.log = new DeploymentLog(log);
        this.gate = gate;
    }

    /**
     * The inputs of a deployment.
     *
     * @param measurements measurements.json, with the image's id
     * @param imageReference the image in a registry, with its digest; if empty, the reference that deploy added to
     *     measurements.json; without either, the archive is delivered alongside the kits
     * @param archive the image's archive
     * @param executableJar the SHA-256 of the executable jar with which participants judge images and quotes
     * @param cluster what the user says about a cluster
     * @param key signs the kits' checksums
     * @param kits the directory of the kits to write
     * @param kubernetes the directory of the cluster's objects to write
     */
    public record Request(
            Workspace workspace,
            Path measurements,
            Optional<String> imageReference,
            Path archive,
            Optional<Sha256> executableJar,
            ClusterSettings cluster,
            Optional<ReleaseKey> key,
            Path kits,
            Path kubernetes) {}

    /** Writes the kits and objects. Returns the kits by recipient: {@code aggregator}, and the collaborators' names. */
    public Map<String, Path> deploy(Request request) throws IOException {
        if (request.key().isEmpty()) {
            gate.pass(InsecureSettings.ofUnsignedKits());
        }
        KitScripts scripts = KitScripts.read();
        List<DeployedActor> actors = actors(request);
        ClusterFiles cluster = ClusterFiles.of(actors);
        Map<String, Path> kits = new LinkedHashMap<>();
        for (DeployedActor actor : actors) {
            kits.put(
                    actor.actor().name(),
                    write(request.kits(), actor.kit().kit(scripts, request.key().orElse(null))));
        }
        for (Path left : removeOthers(request, kits.values())) {
            log.kitRemoved(left);
        }
        request.key().ifPresent(key -> log.kitsSigned(key.publicKey().id()));
        for (Path file : cluster.write(request.kubernetes())) {
            log.wrote(file);
        }
        if (cluster.has(ActorMode.DIRECT)) {
            log.directIsRefusedWherePodSecurityIsEnforced();
        }
        return kits;
    }

    /**
     * Checks the inputs that do not depend on the image.
     *
     * @throws GraminizeException if the workspace does not define the aggregator's address or has no participants
     */
    public static void requireParticipants(Workspace workspace) throws IOException {
        plan(workspace);
        collaborators(workspace);
    }

    private static List<DeployedActor> actors(Request request) throws IOException {
        Workspace workspace = request.workspace();
        Measurements measurements = MeasurementsReader.read(request.measurements());
        Optional<GraminizeException> outdated = ImageSources.outdated(measurements, workspace);
        if (outdated.isPresent()) {
            throw outdated.get();
        }
        Plan plan = plan(workspace);
        List<Participant> collaborators = collaborators(workspace);
        KitImage image = image(request, measurements);
        request.cluster().aesmdImage().ifPresent(given -> pinned("openfl.aesmdImage", given));

        ParticipantFiles files = new ParticipantFiles(workspace, request.measurements(), measurements, plan);
        List<Participant> participants = new ArrayList<>();
        participants.add(Participant.aggregator(plan.aggregatorAddress().get()));
        participants.addAll(collaborators);
        List<DeployedActor> actors = new ArrayList<>();
        for (Participant participant : participants) {
            actors.add(new DeployedActor(
                    workspace,
                    participant,
                    plan,
                    measurements,
                    image,
                    request.executableJar(),
                    request.cluster(),
                    files.of(participant)));
        }
        return actors;
    }

    private static Plan plan(Workspace workspace) throws IOException {
        Plan plan = Plan.read(workspace.plan());
        if (plan.aggregatorAddress().isEmpty() || plan.aggregatorPort().isEmpty()) {
            throw new GraminizeException(
                    "The plan does not name the aggregator's address.",
                    "mvn openfl-gramine:plan-initialize -Dopenfl.aggregator=FQDN, then mvn install");
        }
        return plan;
    }

    private static KitImage image(Request request, Measurements measurements) throws IOException {
        ImageId id = measurements.requireImageId("Run mvn install first.");
        Optional<ImageReference> reference = request.imageReference()
                .map(given -> pinned("openfl.imageReference", given))
                .or(measurements::imageReference);
        if (reference.isPresent()) {
            return KitImage.pulled(reference.get(), id, measurements);
        }
        return KitImage.archived(id, measurements, KitArchive.of(request.archive(), measurements));
    }

    private static ImageReference pinned(String property, String reference) {
        return ImageReference.parse(reference)
                .orElseThrow(() -> new GraminizeException(
                        property + "=" + reference + " is a tag, which can move to another image.",
                        "Use the digest that docker push shows: registry.example.org/team/demo@sha256:…"));
    }

    private static List<Participant> collaborators(Workspace workspace) throws IOException {
        List<String> names = Files.exists(workspace.collaborators())
                ? new CollaboratorRegister(Content.of(workspace.collaborators()).text()).names()
                : List.of();
        if (names.isEmpty()) {
            throw new GraminizeException(
                    workspace.collaborators() + " lists no collaborator, so there are no kits to make.",
                    "Certify collaborators (mvn openfl-gramine:collaborator-certify adds each), or add their names.");
        }
        List<Participant> collaborators =
                names.stream().map(Participant::collaborator).distinct().toList();
        if (collaborators.contains(Participant.collaborator(Role.AGGREGATOR.toString()))) {
            throw new GraminizeException(
                    workspace.collaborators() + " lists a collaborator named " + Role.AGGREGATOR
                            + ", whose kit would replace the aggregator's own.",
                    "Certify it under another name.");
        }
        return collaborators;
    }

    /** Removes the kits of participants who are no longer in cols.yaml, and returns their files. */
    private static List<Path> removeOthers(Request request, Collection<Path> written) throws IOException {
        List<Path> others = new ArrayList<>();
        try (DirectoryStream<Path> kits =
                Files.newDirectoryStream(request.kits(), request.workspace().name() + "-*.tar")) {
            kits.forEach(others::add);
        }
        others.removeAll(written);
        for (Path other : others) {
            Files.delete(other);
        }
        return others;
    }

    private Path write(Path directory, Kit kit) throws IOException {
        Path file = directory.resolve(kit.name() + ".tar");
        AtomicFiles.write(file, kit::writeTar);
        log.wrote(file);
        return file;
    }
}
