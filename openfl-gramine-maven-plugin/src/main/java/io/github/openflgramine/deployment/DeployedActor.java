package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Quantity;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.ContainerUser;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.EnclaveMeasurements;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.run.Actor;
import io.github.openflgramine.run.ActorHost;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ActorPreparation;
import io.github.openflgramine.run.ActorProof;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * An actor on its own machine, of which only the image and the plan are known here. {@link Actor} alone decides how its
 * container is started, for the start goals and for this class.
 *
 * @param measurements the image's measurements
 * @param executableJar the SHA-256 of the executable jar, if kits name one
 * @param cluster what the user says about a cluster
 * @param given public files for the participant, by their paths in its directory
 */
record DeployedActor(
        Workspace workspace,
        Participant participant,
        Plan plan,
        Measurements measurements,
        KitImage image,
        Optional<Sha256> executableJar,
        ClusterSettings cluster,
        SortedMap<String, Content> given) {

    /** A container's needs outside its enclave: what the aggregator of a small model takes, and what is given to larger ones. */
    private static final PodAmount OUTSIDE = PodAmount.of("512Mi").limitedTo(KubernetesResources.quantity(1L << 30));

    private static final PodAmount CPU = PodAmount.of("250m");

    String name() {
        return workspace.name() + "-" + actor().name();
    }

    Actor actor() {
        return actor(proof());
    }

    private Actor actor(ActorProof how) {
        Actor actor = role() == Role.AGGREGATOR
                ? Actor.aggregator(KitPlaces.DIRECTORY, participant, how)
                : Actor.collaborator(KitPlaces.DIRECTORY, participant, KitPlaces.DATA, how);
        return enclave().settings().encryptedData() ? actor.withEncryptedData() : actor;
    }

    /** Returns how the actor proves what it is. */
    private ActorProof proof() {
        return ActorProof.of(role(), measurements.attested());
    }

    private Role role() {
        return participant.role();
    }

    private boolean signed() {
        return measurements.signed();
    }

    private EnclaveMeasurements enclave() {
        return measurements.of(role());
    }

    private boolean isSealed() {
        return enclave().settings().sealing();
    }

    private boolean attested() {
        return enclave().settings().attestation().isOn();
    }

    KitContent kit() {
        Map<String, ContainerRequest> requests = new LinkedHashMap<>();
        for (ActorMode mode : signed() ? List.of(ActorMode.values()) : List.of(ActorMode.DIRECT, ActorMode.NATIVE)) {
            requests.put(mode.toString(), request(actor(), mode, true));
        }
        CertDirectory certificates = CertDirectory.of(KitPlaces.DIRECTORY);
        return new KitContent(
                name(),
                new KitContent.Recipient(
                        role(),
                        actor().name(),
                        workspace.name(),
                        plan.aggregatorAddress().orElseThrow() + ":"
                                + plan.aggregatorPort().orElseThrow()),
                image,
                new KitContent.Start(
                        requests,
                        request(actor(), signed() ? ActorMode.SGX : ActorMode.DIRECT, attested()),
                        enrolment(),
                        proof().pinned(),
                        attested(),
                        isSealed(),
                        enclave().settings().encryptedData()),
                executableJar,
                own(certificates)
                        .map(KitPlaces.DIRECTORY::relativize)
                        .map(Path::toString)
                        .toList(),
                writable(),
                given);
    }

    /**
     * Returns the actor in an enclave, or under gramine-direct for a cluster without SGX; empty if the image is not
     * signed, which an enclave needs, or seals directories, which only an enclave may write to.
     */
    Optional<KubernetesActor> inKubernetes(ActorMode mode) throws IOException {
        if (mode == ActorMode.SGX ? !signed() : isSealed()) {
            return Optional.empty();
        }
        Map<String, String> measured = new TreeMap<>();
        measured.put("image_id", image.id().toString());
        measured.put("mrenclave", enclave().identity().mrenclave().hex());
        enclave().mrsigner().ifPresent(mrsigner -> measured.put("mrsigner", mrsigner.hex()));
        SortedMap<String, String> config = new TreeMap<>();
        for (var file : given.entrySet()) {
            String path = file.getKey();
            if (path.startsWith("plan/")) {
                config.put(
                        path.substring(path.lastIndexOf('/') + 1),
                        file.getValue().text());
            }
        }
        return Optional.of(new KubernetesActor(
                KubernetesName.of(workspace.name(), actor().name()),
                workspace.name(),
                role(),
                plan.aggregatorPort().orElseThrow(),
                image.reference(),
                request(actor(), mode, attested()),
                enrolment(),
                resources(mode),
                config,
                measured));
    }

    private KubernetesActor.Resources resources(ActorMode mode) {
        Quantity size = KubernetesResources.quantity(enclave().settings().size().bytes());
        PodAmount cpu = cluster.cpu().orElse(CPU);
        if (mode != ActorMode.SGX) {
            // gramine-direct gets no more memory than the enclave would.
            PodAmount most = PodAmount.of("512Mi").limitedTo(size);
            return new KubernetesActor.Resources(
                    Optional.empty(), cpu, cluster.memory().orElse(most));
        }
        return new KubernetesActor.Resources(
                Optional.of(new KubernetesActor.Sgx(
                        cluster.asksForEpc() ? cluster.epc().or(() -> Optional.of(size)) : Optional.empty(),
                        attested() ? cluster.aesmdImage() : Optional.empty())),
                cpu,
                cluster.memory().orElse(OUTSIDE));
    }

    /** Returns how an attested actor is started that has no certificate yet. */
    private Optional<ContainerRequest> enrolment() {
        return proof().attested()
                ? Optional.of(request(actor(proof().beforeCertification()), ActorMode.SGX, true))
                : Optional.empty();
    }

    private List<String> writable() {
        Stream<String> directories =
                actor().writable().stream().map(KitPlaces.DIRECTORY::relativize).map(Path::toString);
        return (role() == Role.COLLABORATOR ? Stream.concat(directories, Stream.of("data")) : directories).toList();
    }

    /** Returns the files that the participant adds. An attested actor's key is made in its enclave. */
    private Stream<Path> own(CertDirectory certificates) {
        Stream.Builder<Path> own = Stream.builder();
        own.add(certificates.certificate(participant));
        if (!proof().attested()) {
            own.add(certificates.key(participant));
        }
        if (proof().pinned()) {
            own.add(certificates.pin());
        }
        return own.build();
    }

    private ContainerRequest request(Actor actor, ActorMode mode, boolean aesm) {
        ActorHost host = new ActorHost(
                ContainerUser.of(KitPlaces.USER),
                new SgxFiles(KitPlaces.DEVICE, KitPlaces.AESM_SOCKET),
                Optional.of(KitPlaces.GROUP),
                aesm);
        return actor.container(
                        KitPlaces.IMAGE, mode, host, Map.entry(ActorPreparation.LABEL, KitPlaces.DIRECTORY.toString()))
                .name(name())
                .build();
    }
}
