package io.github.openflgramine.deployment;

import static io.github.openflgramine.deployment.KubernetesActors.actor;
import static io.github.openflgramine.deployment.KubernetesActors.documents;
import static io.github.openflgramine.deployment.KubernetesActors.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a pod may do, and who reaches it. */
final class KubernetesRightsTest {

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
}
