package io.github.openflgramine.deployment;

import static io.github.openflgramine.deployment.KubernetesActors.actor;
import static io.github.openflgramine.deployment.KubernetesActors.attested;
import static io.github.openflgramine.deployment.KubernetesActors.container;
import static io.github.openflgramine.deployment.KubernetesActors.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import org.junit.jupiter.api.Test;

/** What a pod takes of its node. */
final class KubernetesResourcesTest {

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
}
