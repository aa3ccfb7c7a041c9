package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of one participant (Kubernetes API 1.31 and newer; Intel's SGX device plugin). They refer to a Secret
 * with the certificate and key, which the participant creates and is not among them; an attested actor also to the volume of
 * its identity, which {@link KubernetesEnrolment} has.
 */
final class KubernetesObjects {

    /** A service mesh takes the beginning of a port's name for its protocol, and leaves TLS as it is. */
    private static final String PORT = "tls";

    private static final String STORAGE = "10Gi";

    /** Ended by a signal, from a user, the node or the kernel: 128 and SIGKILL or SIGTERM. */
    private static final List<Integer> KILLED = List.of(137, 143);

    private static final int ATTEMPTS = 6;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final KubernetesActor actor;
    private final KubernetesLabels labels;

    public KubernetesObjects(KubernetesActor actor) {
        this.actor = actor;
        this.labels = new KubernetesLabels(actor, actor.name());
    }

    /** Returns objects as the documents of a YAML file. */
    static String yaml(List<? extends HasMetadata> objects) {
        StringBuilder text = new StringBuilder();
        for (HasMetadata object : objects) {
            text.append(YamlText.document(JSON.convertValue(object, LinkedHashMap.class)));
        }
        return text.toString();
    }

    /** Returns the claims, which outlive all other objects. */
    List<HasMetadata> claims() {
        List<HasMetadata> claims = new ArrayList<>();
        claims.add(KubernetesVolumes.claim(labels.metadata(actor.name()), STORAGE));
        if (!actor.isAggregator()) {
            claims.add(KubernetesVolumes.claim(labels.metadata(KubernetesName.Part.DATA.of(actor.name())), STORAGE));
        }
        return claims;
    }

    /** Returns a pod through which files are copied into the claims and out of them. */
    List<HasMetadata> files() {
        String name = KubernetesName.Part.FILES.of(actor.name());
        KubernetesLabels own = new KubernetesLabels(actor, name);
        return List.of(
                KubernetesNetwork.ofFiles(name, own),
                new PodBuilder()
                        .withMetadata(own.metadata(name))
                        .withSpec(new KubernetesPod(actor, actor.request()).forFiles())
                        .build());
    }

    /** Returns the actor's own objects. */
    List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new ConfigMapBuilder()
                .withMetadata(labels.metadata(actor.name()))
                .withData(new TreeMap<>(actor.config()))
                .build());
        if (actor.isAggregator()) {
            objects.add(service());
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
     * Returns a Job, because an actor ends; a Deployment would restart a finished one. It waits to be started until the
     * participant's files are in their places. A failed collaborator is replaced, because the aggregator accepts it again. A
     * failed aggregator is not: someone has to look at it.
     */
    private Job job() {
        KubernetesPod pod = new KubernetesPod(actor, actor.request());
        String container = actor.role().toString();
        return new JobBuilder()
                .withMetadata(labels.metadata(actor.name()))
                .withNewSpec()
                .withSuspend(true)
                .withBackoffLimit(ATTEMPTS)
                .withPodFailurePolicy(actor.isAggregator() ? failing(container) : disruptions())
                .withNewTemplate()
                .withMetadata(labels.ofPod())
                .withSpec(pod.with(container(pod)))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** A pod that its node gives up (drained, preempted, evicted) is no failure. */
    private static PodFailurePolicy disruptions() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .build();
    }

    /** What ends by itself with an error ends the Job. */
    private static PodFailurePolicy failing(String container) {
        return new PodFailurePolicyBuilder(disruptions())
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName(container)
                .withOperator("NotIn")
                .withValues(KILLED)
                .endOnExitCodes()
                .endRule()
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
