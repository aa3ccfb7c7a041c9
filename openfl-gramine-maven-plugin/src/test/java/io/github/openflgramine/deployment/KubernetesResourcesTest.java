package io.github.openflgramine.deployment;

import static io.github.openflgramine.deployment.KubernetesActors.actor;
import static io.github.openflgramine.deployment.KubernetesActors.attested;
import static io.github.openflgramine.deployment.KubernetesActors.container;
import static io.github.openflgramine.deployment.KubernetesActors.pod;
import static io.github.openflgramine.deployment.KubernetesActors.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a pod takes of its node. */
final class KubernetesResourcesTest {

    @Test
    void an_enclave_takes_intels_resources_and_its_quotes_come_from_the_nodes_aesmd() {
        Container container = container(actor(false, true));
        assertThat(container.getResources().getLimits())
                .containsEntry("sgx.intel.com/enclave", new Quantity("1"))
                .containsEntry("sgx.intel.com/epc", new Quantity("4Gi"))
                .containsEntry("memory", new Quantity("1Gi"));

        PodSpec pod = pod(attested(actor(false, true)));
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/var/run/aesmd");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("aesmd"))
                .extracting(volume -> volume.getHostPath().getPath())
                .containsExactly("/var/run/aesmd");
    }

    @Test
    void the_provisioning_device_is_for_an_aesmd_in_the_pod_alone() {
        String image = "registry.example.org/aesmd@sha256:" + "ab".repeat(32);
        PodSpec pod = pod(KubernetesActors.enrolled(Optional.of(image)));

        Container aesmd = pod.getInitContainers().get(0);
        assertThat(aesmd.getImage()).isEqualTo(image);
        assertThat(aesmd.getRestartPolicy()).isEqualTo("Always");
        assertThat(aesmd.getResources().getLimits())
                .containsEntry("sgx.intel.com/provision", new Quantity("1"))
                .containsEntry("sgx.intel.com/enclave", new Quantity("1"));
        assertThat(pod.getContainers().get(0).getResources().getLimits()).doesNotContainKey("sgx.intel.com/provision");
        assertThat(pod.getVolumes()).noneMatch(volume -> volume.getHostPath() != null);
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getName().equals("aesmd"))
                .allMatch(volume -> volume.getEmptyDir() != null)
                .hasSize(1);
    }

    @Test
    void resources_are_written_in_the_order_of_their_names() {
        String resources = KubernetesObjects.yaml(new KubernetesObjects(attested(actor(false, true))).objects())
                .replaceAll("(?s).*resources:\n( +limits:.*?) +securityContext.*", "$1")
                .replaceAll(" +|:.*", "");

        assertThat(resources.lines())
                .containsExactly(
                        "limits", "memory", "sgx.intel.com/enclave", "sgx.intel.com/epc", "requests", "cpu", "memory");
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
                        "certificate ca.crt /workspace/cert/cert_chain.crt true",
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
        assertThat(yaml(actor(false, true))).doesNotContain("kind: Secret");
    }

    @Test
    void a_key_that_a_secret_or_a_config_map_lacks_is_waited_for_instead_of_mounted_as_a_directory() {
        PodSpec pod = pod(actor(false, true));

        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .flatExtracting(volume -> volume.getSecret().getItems())
                .extracting(KeyToPath::getKey)
                .containsExactly("ca.crt", "tls.crt", "tls.key");
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .flatExtracting(volume -> volume.getConfigMap().getItems())
                .extracting(KeyToPath::getKey)
                .containsExactly("data.yaml");
    }

    @Test
    void no_volume_is_read_only_so_that_the_kubelet_gives_it_the_pods_group() {
        assertThat(pod(actor(false, true)).getVolumes())
                .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
                .hasSize(2)
                .allMatch(volume -> volume.getPersistentVolumeClaim().getReadOnly() == null);
    }
}
