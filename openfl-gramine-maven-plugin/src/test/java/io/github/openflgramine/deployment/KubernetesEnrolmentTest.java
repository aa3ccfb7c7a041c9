package io.github.openflgramine.deployment;

import static io.github.openflgramine.deployment.KubernetesActors.documents;
import static io.github.openflgramine.deployment.KubernetesActors.enrolled;
import static io.github.openflgramine.deployment.KubernetesActors.enrolment;
import static io.github.openflgramine.deployment.KubernetesActors.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an actor of an attested federation enrols and starts in a cluster. */
final class KubernetesEnrolmentTest extends DeploymentFixture {

    @Test
    void an_attested_actor_has_objects_for_its_enrolment_and_for_its_start_and_none_without_an_enclave()
            throws IOException {
        attest("aggregator", "collaborator");

        deploy(Optional.empty(), Optional.empty());

        for (String actor : List.of("aggregator", "north", "south")) {
            Path files = directory.resolve("kubernetes/sgx/flowers-" + actor);
            assertThat(files.resolve("enrol/enrol.yaml")).exists();
            assertThat(files.resolve("enrol/kustomization.yaml")).exists();
            assertThat(files.resolve("base/actor.yaml")).exists();
        }
        assertThat(directory.resolve("kubernetes/direct")).doesNotExist();
    }

    @Test
    void a_plain_collaborator_of_an_attested_aggregator_enrols_nowhere_but_gets_the_judged_certificate()
            throws IOException {
        attest("aggregator");

        deploy(Optional.empty(), Optional.empty());

        assertThat(directory.resolve("kubernetes/sgx/flowers-north/enrol")).doesNotExist();
        List<String> mounts = mounts(container("flowers-north"));
        assertThat(mounts)
                .contains(
                        "certificate tls.crt /workspace/cert/client/col_north.crt true",
                        "certificate tls.key /workspace/cert/client/col_north.key true",
                        "certificate aggregator.crt /workspace/cert/aggregator.crt true");
        assertThat(mounts).noneMatch(mount -> mount.startsWith("identity"));
    }

    @Test
    void a_certified_actor_has_no_key_and_reads_its_identity_from_a_volume_of_its_own() throws IOException {
        attest("aggregator", "collaborator");

        deploy(Optional.empty(), Optional.empty());

        assertThat(mounts(container("flowers-north")))
                .contains(
                        "identity identity /workspace/identity false",
                        "identity enrolment /workspace/enrolment false",
                        "state logs /workspace/logs false",
                        "certificate tls.crt /workspace/cert/client/col_north.crt true",
                        "certificate aggregator.crt /workspace/cert/aggregator.crt true")
                .noneMatch(mount -> mount.contains("tls.key"));
        assertThat(mounts(container("flowers-aggregator"))).noneMatch(mount -> mount.contains("aggregator.crt"));
    }

    @Test
    void the_challenge_is_copied_the_enclave_answers_it_and_the_request_waits_for_who_fetches_it() {
        PodSpec pod = pod(enrolment(enrolled(Optional.empty())));

        assertThat(pod.getInitContainers()).extracting(Container::getName).containsExactly("challenge", "enrol");
        Container challenge = pod.getInitContainers().get(0);
        assertThat(challenge.getCommand())
                .containsExactly("cp", "/challenge/challenge.json", "/workspace/enrolment/challenge.json");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("challenge"))
                .extracting(volume -> volume.getConfigMap().getName())
                .containsExactly("flowers-north-challenge");
        Container enclave = pod.getInitContainers().get(1);
        assertThat(enclave.getArgs()).containsExactly("collaborator", "start");
        assertThat(enclave.getResources().getLimits()).containsKey("sgx.intel.com/enclave");
        assertThat(mounts(enclave))
                .containsExactly(
                        "identity identity /workspace/identity false",
                        "identity enrolment /workspace/enrolment false",
                        "aesmd null /var/run/aesmd false",
                        "tmp null /tmp false");
        Container request = pod.getContainers().get(0);
        assertThat(request.getCommand()).containsExactly("sleep", "1d");
        assertThat(mounts(request)).containsExactly("identity enrolment /workspace/enrolment true");
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(List.of(challenge, request))
                .allSatisfy(tool -> assertThat(tool.getResources().getLimits()).containsOnlyKeys("memory"));
    }

    @Test
    void both_pods_run_only_on_the_node_that_was_chosen_for_the_identity() {
        KubernetesActor actor = enrolled(Optional.empty());

        for (PodSpec pod : List.of(pod(actor), pod(enrolment(actor)))) {
            assertThat(pod.getAffinity()
                            .getNodeAffinity()
                            .getRequiredDuringSchedulingIgnoredDuringExecution()
                            .getNodeSelectorTerms())
                    .singleElement()
                    .satisfies(term -> assertThat(term.getMatchExpressions())
                            .containsExactly(new NodeSelectorRequirement(
                                    "openfl-gramine.github.io/flowers-north", "In", List.of("identity"))));
        }
        assertThat(pod(KubernetesActors.actor(false, true)).getAffinity()).isNull();
    }

    @Test
    void the_identity_has_a_claim_and_the_pod_that_enrols_is_no_backend_and_talks_to_nobody() {
        var objects = enrolment(enrolled(Optional.empty()));

        assertThat(objects)
                .extracting(
                        object -> object.getKind() + " " + object.getMetadata().getName())
                .containsExactly(
                        "PersistentVolumeClaim flowers-north-identity",
                        "NetworkPolicy flowers-north-enrol",
                        "Job flowers-north-enrol");
        assertThat(((PersistentVolumeClaim) objects.get(0)).getSpec().getAccessModes())
                .containsExactly("ReadWriteOnce");
        NetworkPolicy policy = (NetworkPolicy) objects.get(1);
        assertThat(policy.getSpec().getEgress()).isEmpty();
        assertThat(policy.getSpec().getIngress()).isEmpty();
        assertThat(policy.getSpec().getPodSelector().getMatchLabels())
                .containsEntry("app.kubernetes.io/instance", "flowers-north-enrol");
        assertThat(((Job) objects.get(2)).getSpec().getTemplate().getMetadata().getLabels())
                .containsEntry("app.kubernetes.io/instance", "flowers-north-enrol");
    }

    @Test
    void an_aesmd_in_the_pod_may_fetch_its_collateral() {
        KubernetesActor actor = enrolled(Optional.of("registry.example.org/aesmd:1"));

        for (var objects : List.of(enrolment(actor), new KubernetesObjects(actor).objects())) {
            assertThat(objects.stream()
                            .filter(NetworkPolicy.class::isInstance)
                            .flatMap(policy -> ((NetworkPolicy) policy).getSpec().getEgress().stream())
                            .flatMap(rule -> rule.getPorts().stream())
                            .map(port -> port.getPort().getIntVal()))
                    .contains(53, 443, 8081);
        }
        assertThat(pod(enrolment(actor)).getInitContainers())
                .extracting(Container::getName)
                .containsExactly("aesmd", "challenge", "enrol");
    }

    @Test
    void an_aesmd_that_can_become_another_is_refused() throws IOException {
        attest("aggregator", "collaborator");
        aesmdImage = Optional.of("registry.example.org/aesmd:latest");

        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .hasMessage(
                        "openfl.aesmdImage=registry.example.org/aesmd:latest is a tag, which can move to another image."
                                + " Use the digest that docker push shows: registry.example.org/team/demo@sha256:…");
        assertThat(directory.resolve("kits")).doesNotExist();

        aesmdImage = Optional.of(DIGEST);
        deploy(Optional.empty(), Optional.empty());
        assertThat(Files.readString(directory.resolve("kubernetes/sgx/flowers-north/base/actor.yaml")))
                .contains(DIGEST)
                .doesNotContain("hostPath");
    }

    private Container container(String name) throws IOException {
        Path file = directory.resolve("kubernetes/sgx").resolve(name).resolve("base/actor.yaml");
        for (JsonNode document : documents(Files.readString(file))) {
            if (document.path("kind").asText().equals("Job")) {
                return KubernetesActors.read(document, Job.class)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .get(0);
            }
        }
        throw new AssertionError(file + " has no Job");
    }

    private static List<String> mounts(Container container) {
        return container.getVolumeMounts().stream()
                .map(mount -> mount.getName() + " " + mount.getSubPath() + " " + mount.getMountPath() + " "
                        + Boolean.TRUE.equals(mount.getReadOnly()))
                .toList();
    }
}
