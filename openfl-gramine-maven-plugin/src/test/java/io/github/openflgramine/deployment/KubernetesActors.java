package io.github.openflgramine.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Actors in a cluster, and their objects. */
final class KubernetesActors {

    private static final JsonMapper MODEL = JsonMapper.builder().build();

    private static final Optional<Quantity> EPC = Optional.of(new Quantity("4Gi"));

    private KubernetesActors() {}

    static PodSpec pod(KubernetesActor actor) {
        return pod(new KubernetesObjects(actor).objects());
    }

    /** Returns all objects of an actor, without those for its enrolment. */
    static List<HasMetadata> all(KubernetesActor actor) {
        KubernetesObjects objects = new KubernetesObjects(actor);
        List<HasMetadata> all = new ArrayList<>(objects.claims());
        all.addAll(objects.files());
        all.addAll(objects.objects());
        return all;
    }

    static String yaml(KubernetesActor actor) {
        return KubernetesObjects.yaml(all(actor));
    }

    /** Returns the one document of a kind, whose object has this name. */
    static JsonNode document(String yaml, String kind, String name) throws IOException {
        return documents(yaml).stream()
                .filter(document -> document.path("kind").asText().equals(kind)
                        && document.at("/metadata/name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static PodSpec pod(List<HasMetadata> objects) {
        return objects.stream()
                .filter(Job.class::isInstance)
                .map(job -> ((Job) job).getSpec().getTemplate().getSpec())
                .findFirst()
                .orElseThrow();
    }

    static Container container(KubernetesActor actor) {
        return pod(actor).getContainers().get(0);
    }

    static List<JsonNode> documents(String yaml) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        YAMLMapper mapper = new YAMLMapper();
        mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(documents::add);
        return documents;
    }

    /** Returns a collaborator whose key is in its enclave, and that accepts one aggregator. */
    static KubernetesActor enrolled(Optional<String> aesmdImage) {
        KubernetesActor actor = actor(false, true);
        ContainerRequest.Builder request = ContainerRequest.of(KitPlaces.IMAGE).command("collaborator", "start");
        for (String file : List.of("cert/client/col_north.crt", "cert/aggregator.crt")) {
            request.readable(KitPlaces.DIRECTORY.resolve(file), ImagePath.of("/workspace/" + file));
        }
        ContainerRequest.Builder enrolment =
                ContainerRequest.of(KitPlaces.IMAGE).command("collaborator", "start");
        for (ContainerRequest.Builder each : List.of(request, enrolment)) {
            for (String place : List.of("identity", "enrolment")) {
                each.writable(KitPlaces.DIRECTORY.resolve(place), ImagePath.of("/workspace/" + place));
            }
            each.writable(KitPlaces.AESM_SOCKET, ImagePath.of("/var/run/aesmd/aesm.socket"));
        }
        return new KubernetesActor(
                actor.name(),
                actor.workspace(),
                actor.role(),
                actor.port(),
                actor.image(),
                request.build(),
                Optional.of(enrolment.build()),
                new KubernetesActor.Resources(
                        Optional.of(new KubernetesActor.Sgx(EPC, aesmdImage)),
                        actor.resources().cpu(),
                        actor.resources().memory()),
                actor.config(),
                actor.measured());
    }

    static List<HasMetadata> enrolment(KubernetesActor actor) {
        return new KubernetesEnrolment(actor, actor.enrolment().orElseThrow()).objects();
    }

    static <T extends HasMetadata> T read(JsonNode document, Class<T> kind) {
        return MODEL.readValue(document.toString(), kind);
    }

    static KubernetesActor attested(KubernetesActor actor) {
        ContainerRequest.Builder request = ContainerRequest.of(KitPlaces.IMAGE).command("collaborator", "start");
        request.writable(KitPlaces.AESM_SOCKET, ImagePath.of("/var/run/aesmd/aesm.socket"));
        return new KubernetesActor(
                actor.name(),
                actor.workspace(),
                actor.role(),
                actor.port(),
                actor.image(),
                request.build(),
                Optional.empty(),
                new KubernetesActor.Resources(
                        Optional.of(new KubernetesActor.Sgx(EPC, Optional.empty())),
                        actor.resources().cpu(),
                        actor.resources().memory()),
                actor.config(),
                actor.measured());
    }

    static KubernetesActor actor(boolean aggregator, boolean sgx) {
        return new KubernetesActor(
                aggregator ? "flowers-aggregator" : "flowers-north",
                "flowers",
                aggregator ? Role.AGGREGATOR : Role.COLLABORATOR,
                50123,
                "registry.example.org/flowers@sha256:" + "ab".repeat(32),
                request(!sgx),
                Optional.empty(),
                new KubernetesActor.Resources(
                        sgx ? Optional.of(new KubernetesActor.Sgx(EPC, Optional.empty())) : Optional.empty(),
                        PodAmount.of("250m"),
                        PodAmount.parse("memory", sgx ? "512Mi:1Gi" : "512Mi:4Gi")),
                new TreeMap<>(Map.of("data.yaml", "north,1\n")),
                Map.of("mrenclave", "ab".repeat(32)));
    }

    static ContainerRequest request(boolean direct) {
        ContainerRequest.Builder request = ContainerRequest.of(KitPlaces.IMAGE)
                .command("collaborator", "start", "-n", "north")
                .env("GRAMINE_EXECUTABLE", direct ? "gramine-direct" : "gramine-sgx");
        for (String file : List.of(
                "cert/cert_chain.crt", "cert/client/col_north.crt", "cert/client/col_north.key", "plan/data.yaml")) {
            request.readable(KitPlaces.DIRECTORY.resolve(file), ImagePath.of("/workspace/" + file));
        }
        request.writable(KitPlaces.DIRECTORY.resolve("logs"), ImagePath.of("/workspace/logs"));
        request.readable(KitPlaces.DATA, ImagePath.of("/workspace/data"));
        return request.build();
    }
}
