package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.engine.ContainerRequest;
import java.util.List;

/**
 * The objects with which an attested actor enrols in a cluster: the volume of its identity, and a Job. The Job's pod takes the
 * authority's challenge from a ConfigMap, which the participant makes, answers it in the enclave, and then waits, so that the
 * request can be copied out of it. A log would not do: a quote names the processor.
 */
final class KubernetesEnrolment {

    private static final String CHALLENGE = "challenge";
    private static final String EXCHANGE = "/workspace/enrolment";

    private final KubernetesActor actor;
    private final ContainerRequest request;

    /** @param request the actor that enrols */
    KubernetesEnrolment(KubernetesActor actor, ContainerRequest request) {
        this.actor = actor;
        this.request = request;
    }

    List<HasMetadata> objects() {
        String name = KubernetesName.Part.ENROL.of(actor.name());
        KubernetesLabels labels = new KubernetesLabels(actor, name);
        return List.of(
                KubernetesVolumes.claim(labels.metadata(KubernetesName.Part.IDENTITY.of(actor.name())), "1Gi"),
                KubernetesNetwork.ofEnrolment(actor, name, labels),
                new JobBuilder()
                        .withMetadata(labels.metadata(name))
                        .withNewSpec()
                        .withBackoffLimit(0)
                        .withNewTemplate()
                        .withMetadata(labels.ofPod())
                        .withSpec(pod())
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    private PodSpec pod() {
        KubernetesPod pod = new KubernetesPod(actor, request);
        VolumeMount exchange = pod.volumes().mountOf(EXCHANGE);
        pod.volumes()
                .add(new VolumeBuilder()
                        .withName(CHALLENGE)
                        .withNewConfigMap()
                        .withName(KubernetesName.Part.CHALLENGE.of(actor.name()))
                        .endConfigMap()
                        .build());
        pod.first(pod.tool(CHALLENGE, "cp", "/" + CHALLENGE + "/" + Challenge.FILE, EXCHANGE + "/" + Challenge.FILE)
                .withVolumeMounts(
                        new VolumeMountBuilder()
                                .withName(CHALLENGE)
                                .withMountPath("/" + CHALLENGE)
                                .withReadOnly(true)
                                .build(),
                        exchange)
                .build());
        pod.first(pod.running(request, "enrol").build());
        return pod.with(pod.tool("request", "sleep", "1d")
                .withVolumeMounts(
                        new VolumeMountBuilder(exchange).withReadOnly(true).build())
                .build());
    }
}
