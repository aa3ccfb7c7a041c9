package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of one participant (Kubernetes API 1.26 and newer; Intel's SGX device plugin). They refer to a Secret
 * with the certificate and key, which the participant creates and is not among them; an attested actor also to the volume of
 * its identity, which {@link KubernetesEnrolment} has.
 */
final class KubernetesObjects {

    private static final String PORT = "grpc";
    private static final String STORAGE = "10Gi";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final KubernetesActor actor;
    private final KubernetesLabels labels;

    public KubernetesObjects(KubernetesActor actor) {
        this.actor = actor;
        this.labels = new KubernetesLabels(actor, actor.name());
    }

    /** Returns all objects as the documents of a YAML file, in the order in which they are needed. */
    public String yaml() {
        return yaml(objects());
    }

    /** Returns objects as the documents of a YAML file. */
    static String yaml(List<HasMetadata> objects) {
        StringBuilder text = new StringBuilder();
        for (HasMetadata object : objects) {
            text.append(YamlText.document(JSON.convertValue(object, LinkedHashMap.class)));
        }
        return text.toString();
    }

    List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new ConfigMapBuilder()
                .withMetadata(labels.metadata(actor.name()))
                .withData(new TreeMap<>(actor.config()))
                .build());
        objects.add(KubernetesVolumes.claim(labels.metadata(actor.name()), "ReadWriteOnce", STORAGE));
        if (actor.isAggregator()) {
            objects.add(service());
        } else {
            objects.add(KubernetesVolumes.claim(
                    labels.metadata(KubernetesVolumes.dataClaim(actor.name())),
                    KubernetesVolumes.dataAccess(actor),
                    STORAGE));
        }
        objects.add(KubernetesNetwork.ofActor(actor, labels));
        objects.add(job());
        return objects;
    }

    private Service service() {
        return new ServiceBuilder()
                .withMetadata(labels.metadata(actor.name()))
                .withNewSpec()
                .withSelector(labels.selector())
                .addNewPort()
                .withName(PORT)
                .withPort(actor.port())
                .withTargetPort(new IntOrString(PORT))
                .endPort()
                .endSpec()
                .build();
    }

    /**
     * Returns a Job, because an actor ends; a Deployment would restart a finished one. A failed collaborator is
     * restarted, because the aggregator accepts it again. A failed aggregator is not restarted: someone has to look at
     * it.
     */
    private Job job() {
        KubernetesPod pod = new KubernetesPod(actor, actor.request());
        return new JobBuilder()
                .withMetadata(labels.metadata(actor.name()))
                .withNewSpec()
                .withBackoffLimit(actor.isAggregator() ? 0 : 6)
                .withNewTemplate()
                .withMetadata(labels.ofPod())
                .withSpec(pod.with(container(pod), actor.isAggregator() ? "Never" : "OnFailure"))
                .endTemplate()
                .endSpec()
                .build();
    }

    private Container container(KubernetesPod pod) {
        ContainerBuilder container = pod.running(actor.request(), actor.role().toString());
        if (actor.isAggregator()) {
            container
                    .addNewPort()
                    .withName(PORT)
                    .withContainerPort(actor.port())
                    .endPort()
                    // Adding 16 GB of pages and hashing the libraries takes minutes.
                    .withNewStartupProbe()
                    .withNewTcpSocket()
                    .withPort(new IntOrString(PORT))
                    .endTcpSocket()
                    .withPeriodSeconds(10)
                    .withFailureThreshold(90)
                    .endStartupProbe()
                    .withNewReadinessProbe()
                    .withNewTcpSocket()
                    .withPort(new IntOrString(PORT))
                    .endTcpSocket()
                    .withPeriodSeconds(30)
                    .endReadinessProbe();
        }
        return container.build();
    }
}
