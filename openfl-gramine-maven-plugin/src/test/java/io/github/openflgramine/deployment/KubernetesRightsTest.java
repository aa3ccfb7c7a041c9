package io.github.openflgramine.deployment;

import static io.github.openflgramine.deployment.KubernetesActors.actor;
import static io.github.openflgramine.deployment.KubernetesActors.container;
import static io.github.openflgramine.deployment.KubernetesActors.document;
import static io.github.openflgramine.deployment.KubernetesActors.pod;
import static io.github.openflgramine.deployment.KubernetesActors.yaml;
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
        JsonNode aggregator = document(yaml(actor(true, true)), "NetworkPolicy", "flowers-aggregator");
        JsonNode collaborator = document(yaml(actor(false, true)), "NetworkPolicy", "flowers-north");

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
    void names_are_resolved_by_the_port_of_a_service_or_of_the_pod_behind_it() throws IOException {
        JsonNode policy = document(yaml(actor(false, true)), "NetworkPolicy", "flowers-north");

        assertThat(policy.at("/spec/egress/0/ports"))
                .map(port -> port.path("protocol").asText() + port.path("port").asText())
                .containsExactly("UDP53", "TCP53", "UDP5353", "TCP5353");
    }

    @Test
    void a_pod_for_files_has_the_actors_image_user_and_claims_and_reaches_nobody() throws IOException {
        JsonNode pod = document(yaml(actor(false, false)), "Pod", "flowers-north-files");
        JsonNode policy = document(yaml(actor(false, false)), "NetworkPolicy", "flowers-north-files");

        assertThat(pod.at("/spec/containers/0/image").asText())
                .isEqualTo(container(actor(false, false)).getImage());
        assertThat(pod.at("/spec/containers/0/volumeMounts"))
                .map(mount -> mount.path("mountPath").asText()
                        + mount.path("readOnly").asText(""))
                .containsExactly("/workspace/logs", "/workspace/data");
        assertThat(pod.at("/spec/volumes"))
                .map(volume -> volume.path("name").asText())
                .containsExactly("state", "data");
        assertThat(pod.at("/spec/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.at("/spec/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(policy.at("/spec/ingress").isMissingNode()).isTrue();
        assertThat(policy.at("/spec/egress").isMissingNode()).isTrue();
        assertThat(policy.at("/spec/podSelector/matchLabels/app.kubernetes.io~1instance")
                        .asText())
                .isEqualTo("flowers-north-files");
    }
}
