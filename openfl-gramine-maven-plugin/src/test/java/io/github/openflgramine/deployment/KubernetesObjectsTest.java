package io.github.openflgramine.deployment;

import static io.github.openflgramine.deployment.KubernetesActors.actor;
import static io.github.openflgramine.deployment.KubernetesActors.all;
import static io.github.openflgramine.deployment.KubernetesActors.document;
import static io.github.openflgramine.deployment.KubernetesActors.documents;
import static io.github.openflgramine.deployment.KubernetesActors.request;
import static io.github.openflgramine.deployment.KubernetesActors.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.github.openflgramine.Role;
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

/** Each object is one that a server takes. */
@EnableKubernetesMockClient(crud = true)
final class KubernetesObjectsTest {

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "ConfigMap", ConfigMap.class,
            "Job", Job.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PersistentVolumeClaim", PersistentVolumeClaim.class,
            "Pod", Pod.class,
            "Service", Service.class);

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private KubernetesClient client;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_object_is_one_that_the_model_knows_field_by_field(boolean aggregator) throws IOException {
        for (boolean sgx : new boolean[] {true, false}) {
            assertKnown(yaml(actor(aggregator, sgx)));
        }
    }

    @Test
    void so_are_those_of_an_actor_that_enrols_with_the_nodes_aesmd_or_its_own() throws IOException {
        for (Optional<String> aesmd : List.of(Optional.<String>empty(), Optional.of("registry.example.org/aesmd:1"))) {
            KubernetesActor actor = KubernetesActors.enrolled(aesmd);
            assertKnown(yaml(actor));
            assertKnown(KubernetesObjects.yaml(KubernetesActors.enrolment(actor)));
        }
    }

    private static void assertKnown(String yaml) throws IOException {
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

    @Test
    void a_misspelt_field_would_be_noticed() throws IOException {
        JsonNode job = document(yaml(actor(false, true)), "Job", "flowers-north");

        Job misspelt = STRICT.readValue(job.toString().replace("backoffLimit", "backofLimit"), Job.class);

        assertThat(unknownFields(misspelt)).containsExactly("backofLimit");
    }

    @Test
    void a_server_takes_them_all_and_gives_them_back() throws IOException {
        for (boolean aggregator : new boolean[] {true, false}) {
            for (HasMetadata object : all(actor(aggregator, true))) {
                client.resource(object).inNamespace("federation").create();
                assertThat(client.resource(object)
                                .inNamespace("federation")
                                .get()
                                .getMetadata()
                                .getLabels())
                        .hasEntrySatisfying(
                                "app.kubernetes.io/instance",
                                instance -> assertThat(instance)
                                        .startsWith(aggregator ? "flowers-aggregator" : "flowers-north"));
            }
        }
        for (HasMetadata object : KubernetesActors.enrolment(KubernetesActors.enrolled(Optional.empty()))) {
            client.resource(object).inNamespace("federation").create();
        }
        assertThat(client.batch().v1().jobs().inNamespace("federation").list().getItems())
                .extracting(job -> job.getMetadata().getName())
                .containsExactlyInAnyOrder("flowers-aggregator", "flowers-north", "flowers-north-enrol");
        assertThat(client.secrets().inNamespace("federation").list().getItems()).isEmpty();
    }

    @Test
    void a_job_waits_for_its_files_and_what_its_node_gives_up_is_no_failure() {
        for (boolean aggregator : new boolean[] {true, false}) {
            Job job = job(aggregator);

            assertThat(job.getSpec().getSuspend()).isTrue();
            assertThat(job.getSpec().getTemplate().getSpec().getRestartPolicy()).isEqualTo("Never");
            PodFailurePolicyRule first =
                    job.getSpec().getPodFailurePolicy().getRules().get(0);
            assertThat(first.getAction()).isEqualTo("Ignore");
            assertThat(first.getOnPodConditions())
                    .singleElement()
                    .satisfies(condition -> assertThat(condition.getType()).isEqualTo("DisruptionTarget"));
        }
    }

    @Test
    void an_aggregator_that_fails_is_examined_and_one_that_is_killed_is_replaced() {
        List<PodFailurePolicyRule> rules =
                job(true).getSpec().getPodFailurePolicy().getRules();

        assertThat(rules).hasSize(2);
        assertThat(rules.get(1).getAction()).isEqualTo("FailJob");
        assertThat(rules.get(1).getOnExitCodes().getContainerName()).isEqualTo("aggregator");
        assertThat(rules.get(1).getOnExitCodes().getOperator()).isEqualTo("NotIn");
        assertThat(rules.get(1).getOnExitCodes().getValues()).containsExactly(137, 143);
        assertThat(job(false).getSpec().getPodFailurePolicy().getRules()).hasSize(1);
    }

    @Test
    void every_claim_is_one_that_usual_classes_can_serve() {
        assertThat(new KubernetesObjects(actor(false, true)).claims())
                .hasSize(2)
                .allSatisfy(claim -> assertThat(
                                ((PersistentVolumeClaim) claim).getSpec().getAccessModes())
                        .containsExactly("ReadWriteOnce"));
    }

    @Test
    void a_port_is_named_for_tls_which_a_mesh_leaves_as_it_is() {
        assertThat(new KubernetesObjects(actor(true, true)).objects())
                .filteredOn(Service.class::isInstance)
                .singleElement()
                .satisfies(service -> assertThat(
                                ((Service) service).getSpec().getPorts().get(0).getName())
                        .isEqualTo("tls"));
    }

    @Test
    void a_file_that_a_config_map_cannot_have_is_refused() {
        assertThatThrownBy(() -> new KubernetesActor(
                        "flowers-north",
                        "w",
                        Role.COLLABORATOR,
                        1,
                        "i",
                        request(false),
                        Optional.empty(),
                        new KubernetesActor.Resources(Optional.empty(), PodAmount.of("1"), PodAmount.of("1Gi")),
                        new TreeMap<>(Map.of("a: b", "")),
                        Map.of()))
                .hasMessageContaining("'a: b' cannot be the name of a file in a ConfigMap.");
    }

    private static Job job(boolean aggregator) {
        return new KubernetesObjects(actor(aggregator, true))
                .objects().stream()
                        .filter(Job.class::isInstance)
                        .map(Job.class::cast)
                        .findFirst()
                        .orElseThrow();
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
}
