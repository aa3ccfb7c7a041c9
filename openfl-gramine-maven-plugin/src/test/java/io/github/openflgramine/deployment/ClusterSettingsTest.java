package io.github.openflgramine.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user can say about a cluster. */
final class ClusterSettingsTest extends DeploymentFixture {

    @Test
    void three_actors_fit_on_a_small_node_by_default() throws IOException {
        deploy(Optional.empty(), Optional.empty());

        ResourceRequirements resources = actor("sgx").getResources();
        assertThat(resources.getRequests())
                .containsEntry("cpu", new Quantity("250m"))
                .containsEntry("memory", new Quantity("512Mi"));
        assertThat(resources.getLimits())
                .containsEntry("memory", new Quantity("1Gi"))
                .containsKey("sgx.intel.com/epc")
                .doesNotContainKey("cpu");
    }

    @Test
    void a_quota_for_limits_can_be_met_by_every_container() throws IOException {
        podCpu = Optional.of("500m:2");
        podMemory = Optional.of("1Gi:4Gi");

        deploy(Optional.empty(), Optional.empty());

        assertThat(actor("sgx").getResources().getLimits())
                .containsEntry("cpu", new Quantity("2"))
                .containsEntry("memory", new Quantity("4Gi"));
        assertThat(actor("sgx").getResources().getRequests()).containsEntry("cpu", new Quantity("500m"));
        assertThat(files().getResources().getLimits()).containsOnlyKeys("cpu", "memory");
    }

    @Test
    void the_enclaves_memory_is_left_out_where_nodes_do_not_offer_it_or_has_another_size() throws IOException {
        podEpc = Optional.of("none");
        deploy(Optional.empty(), Optional.empty());
        assertThat(actor("sgx").getResources().getLimits())
                .containsKey("sgx.intel.com/enclave")
                .doesNotContainKey("sgx.intel.com/epc");

        podEpc = Optional.of("512Mi");
        deploy(Optional.empty(), Optional.empty());
        assertThat(actor("sgx").getResources().getLimits()).containsEntry("sgx.intel.com/epc", new Quantity("512Mi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 ", "1:2:3", "-1", "2:1", "1Gi:1Mi", "1GB", "half", "1:", ":1", "1\n2"})
    void what_is_no_amount_is_refused_before_anything_is_written(String amount) {
        podCpu = Optional.of(amount);

        assertThatThrownBy(() -> deploy(Optional.empty(), Optional.empty()))
                .hasMessageStartingWith("openfl.podCpu=")
                .hasMessageContaining(" is not an amount. ");
        assertThat(directory.resolve("kits")).doesNotExist();
        assertThat(directory.resolve("kubernetes")).doesNotExist();
    }

    private Container actor(String variant) throws IOException {
        String yaml = Files.readString(directory.resolve("kubernetes/" + variant + "/flowers-north/base/actor.yaml"));
        return KubernetesActors.read(KubernetesActors.document(yaml, "Job", "flowers-north"), Job.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private Container files() throws IOException {
        String yaml = Files.readString(directory.resolve("kubernetes/sgx/flowers-north/base/files.yaml"));
        return KubernetesActors.read(KubernetesActors.document(yaml, "Pod", "flowers-north-files"), Pod.class)
                .getSpec()
                .getContainers()
                .get(0);
    }
}
