package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.image.ImagePath;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@EnableKubernetesMockClient(crud = true)
final class KubernetesObjectsTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "ConfigMap", ConfigMap.class,
            "Job", Job.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class,
            "Service", Service.class);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private KubernetesClient client;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_object_is_one_that_the_model_knows_field_by_field(boolean aggregator) throws IOException {
        for (boolean sgx : new boolean[] {true, false}) {
            String yaml = new KubernetesObjects(actor(aggregator, sgx)).yaml();
            for (JsonNode document : documents(yaml)) {
                String json = document.toString();
                HasMetadata read =
                        STRICT.readValue(json, KINDS.get(document.path("kind").asText()));

                // The model keeps an unknown field among additional ones, so this comparison does not find it.
                assertThat(new ObjectMapper().readTree(STRICT.writeValueAsString(read)))
                        .isEqualTo(document);
                assertThat(unknownFields(read)).isEmpty();
            }
        }
    }

    @Test
    void a_misspelt_field_would_be_noticed() throws IOException {
        JsonNode job =
                documents(new KubernetesObjects(actor(false, true)).yaml()).get(4);

        Job misspelt = STRICT.readValue(job.toString().replace("backoffLimit", "backofLimit"), Job.class);

        assertThat(unknownFields(misspelt)).containsExactly("backofLimit");
    }

    @Test
    void a_server_takes_them_all_and_gives_them_back() throws IOException {
        for (boolean aggregator : new boolean[] {true, false}) {
            for (HasMetadata object : new KubernetesObjects(actor(aggregator, true)).objects()) {
                client.resource(object).inNamespace("federation").create();
                assertThat(client.resource(object)
                                .inNamespace("federation")
                                .get()
                                .getMetadata()
                                .getLabels())
                        .containsEntry(
                                "app.kubernetes.io/instance", aggregator ? "flowers-aggregator" : "flowers-north");
            }
        }
        assertThat(client.batch().v1().jobs().inNamespace("federation").list().getItems())
                .hasSize(2);
        assertThat(client.secrets().inNamespace("federation").list().getItems()).isEmpty();
    }

    @Test
    void an_enclave_takes_intels_resources_and_quotes_take_the_provisioning_device_and_aesmd() {
        Container container = container(actor(false, true));
        assertThat(container.getResources().getLimits())
                .containsEntry("sgx.intel.com/enclave", new Quantity("1"))
                .containsEntry("sgx.intel.com/epc", new Quantity("4Gi"))
                .containsEntry("memory", new Quantity("1Gi"))
                .doesNotContainKey("sgx.intel.com/provision");

        KubernetesActor attested = attested(actor(false, true));
        assertThat(container(attested).getResources().getLimits())
                .containsEntry("sgx.intel.com/provision", new Quantity("1"));
        assertThat(container(attested).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/var/run/aesmd");
    }

    @Test
    void resources_are_written_in_the_order_of_their_names() {
        String resources = new KubernetesObjects(attested(actor(false, true)))
                .yaml()
                .replaceAll("(?s).*resources:\n( +limits:.*?) +securityContext.*", "$1")
                .replaceAll(" +|:.*", "");

        assertThat(resources.lines())
                .containsExactly(
                        "limits",
                        "memory",
                        "sgx.intel.com/enclave",
                        "sgx.intel.com/epc",
                        "sgx.intel.com/provision",
                        "requests",
                        "cpu",
                        "memory");
    }

    @Test
    void a_cluster_without_sgx_is_asked_for_none_of_it() {
        KubernetesActor direct = actor(true, false);

        assertThat(container(direct).getResources().getLimits()).containsOnlyKeys("memory");
        assertThat(container(direct).getEnv())
                .anyMatch(variable -> variable.getValue().equals("gramine-direct"));
        assertThat(pod(direct).getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("Unconfined");
    }

    @Test
    void a_container_may_as_little_as_can_be() {
        PodSpec pod = pod(actor(false, true));
        Container container = pod.getContainers().get(0);

        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void it_mounts_what_docker_would_from_claims_a_config_map_and_a_secret_that_is_only_named() {
        PodSpec pod = pod(actor(false, true));

        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .extracting(mount -> mount.getName() + " " + mount.getSubPath() + " " + mount.getMountPath() + " "
                        + Boolean.TRUE.equals(mount.getReadOnly()))
                .containsExactly(
                        "public cert_chain.crt /workspace/cert/cert_chain.crt true",
                        "certificate tls.crt /workspace/cert/client/col_north.crt true",
                        "certificate tls.key /workspace/cert/client/col_north.key true",
                        "public data.yaml /workspace/plan/data.yaml true",
                        "state logs /workspace/logs false",
                        "data null /workspace/data true",
                        "tmp null /tmp false");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("certificate"))
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("flowers-north-tls");
        assertThat(new KubernetesObjects(actor(false, true)).yaml()).doesNotContain("kind: Secret");
    }

    @Test
    void only_the_aggregator_is_reached_and_only_by_its_port() throws IOException {
        JsonNode aggregator =
                documents(new KubernetesObjects(actor(true, true)).yaml()).get(3);
        JsonNode collaborator =
                documents(new KubernetesObjects(actor(false, true)).yaml()).get(3);

        assertThat(aggregator.path("kind").asText()).isEqualTo("NetworkPolicy");
        assertThat(aggregator
                        .path("spec")
                        .path("ingress")
                        .get(0)
                        .path("ports")
                        .get(0)
                        .path("port")
                        .asInt())
                .isEqualTo(50123);
        assertThat(collaborator.path("spec").has("ingress")).isFalse();
        assertThat(collaborator.path("spec").path("policyTypes"))
                .map(JsonNode::asText)
                .containsExactly("Ingress", "Egress");
        assertThat(collaborator.path("spec").path("egress")).hasSize(2);
    }

    @Test
    void a_name_that_a_cluster_would_refuse_is_refused_here() {
        assertThat(KubernetesActor.label("Flowers.2", "north_1")).isEqualTo("flowers-2-north-1");
        assertThatThrownBy(() -> new KubernetesActor(
                        "x".repeat(60),
                        "w",
                        Role.COLLABORATOR,
                        1,
                        "i",
                        request(false),
                        new KubernetesActor.Resources(Optional.empty(), 1),
                        new TreeMap<>(),
                        Map.of()))
                .hasMessageContaining("cannot be the name of objects in Kubernetes");
    }

    private static PodSpec pod(KubernetesActor actor) {
        return new KubernetesObjects(actor)
                .objects().stream()
                        .filter(Job.class::isInstance)
                        .map(job -> ((Job) job).getSpec().getTemplate().getSpec())
                        .findFirst()
                        .orElseThrow();
    }

    private static Container container(KubernetesActor actor) {
        return pod(actor).getContainers().get(0);
    }

    private static List<JsonNode> documents(String yaml) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        YAMLMapper mapper = new YAMLMapper();
        mapper.readerFor(JsonNode.class).<JsonNode>readValues(yaml).forEachRemaining(documents::add);
        return documents;
    }

    /** Returns the unknown fields in the whole object. Every class of the model keeps them in a map. */
    private static List<String> unknownFields(Object value) {
        List<String> unknown = new ArrayList<>();
        if (value instanceof Iterable<?> list) {
            list.forEach(one -> unknown.addAll(unknownFields(one)));
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(one -> unknown.addAll(unknownFields(one)));
        } else if (value != null && value.getClass().getName().startsWith("io.fabric8.")) {
            for (Method method : value.getClass().getMethods()) {
                // The other properties of a Quantity are computed from its amount and format.
                if (method.getParameterCount() == 0
                        && method.getName().startsWith("get")
                        && !method.getName().equals("getClass")
                        && !method.getName().equals("getNumericalAmount")) {
                    Object field = get(method, value);
                    if (method.getName().equals("getAdditionalProperties")) {
                        ((Map<?, ?>) field).keySet().forEach(name -> unknown.add(String.valueOf(name)));
                    } else {
                        unknown.addAll(unknownFields(field));
                    }
                }
            }
        }
        return unknown;
    }

    private static Object get(Method method, Object value) {
        try {
            return method.invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(method.toString(), e);
        }
    }

    private static KubernetesActor attested(KubernetesActor actor) {
        ContainerRequest.Builder request = ContainerRequest.of(KitPlaces.IMAGE).command("collaborator", "start");
        request.writable(KitPlaces.AESM_SOCKET, ImagePath.of("/var/run/aesmd/aesm.socket"));
        return new KubernetesActor(
                actor.name(),
                actor.workspace(),
                actor.role(),
                actor.port(),
                actor.image(),
                request.build(),
                new KubernetesActor.Resources(
                        Optional.of(new KubernetesActor.Sgx(4L << 30, true)),
                        actor.resources().memory()),
                actor.config(),
                actor.measured());
    }

    private static KubernetesActor actor(boolean aggregator, boolean sgx) {
        return new KubernetesActor(
                aggregator ? "flowers-aggregator" : "flowers-north",
                "flowers",
                aggregator ? Role.AGGREGATOR : Role.COLLABORATOR,
                50123,
                "registry.example.org/flowers@sha256:" + "ab".repeat(32),
                request(!sgx),
                new KubernetesActor.Resources(
                        sgx ? Optional.of(new KubernetesActor.Sgx(4L << 30, false)) : Optional.empty(),
                        sgx ? 1L << 30 : 4L << 30),
                new TreeMap<>(Map.of("cert_chain.crt", "-----BEGIN CERTIFICATE-----\n", "data.yaml", "north,1\n")),
                Map.of("mrenclave", "ab".repeat(32)));
    }

    private static ContainerRequest request(boolean direct) {
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
