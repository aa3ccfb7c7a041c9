package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The objects of one participant (Kubernetes API 1.26 and newer; Intel's SGX device plugin). They refer to a Secret
 * with the certificate and key, which is created with {@code kubectl create secret tls} and is not among them.
 */
final class KubernetesObjects {

    private static final String ENCLAVE = "sgx.intel.com/enclave";
    private static final String PROVISION = "sgx.intel.com/provision";
    private static final String EPC = "sgx.intel.com/epc";
    private static final String ANNOTATIONS = "openfl-gramine.github.io/";

    /** A user id that no user of a node has, and that is not root. */
    private static final long USER = 10001;

    private static final int DNS = 53;
    private static final String PORT = "grpc";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final KubernetesActor actor;

    public KubernetesObjects(KubernetesActor actor) {
        this.actor = actor;
    }

    /** Returns all objects as the documents of a YAML file, in the order in which they are needed. */
    public String yaml() {
        StringBuilder text = new StringBuilder();
        for (HasMetadata object : objects()) {
            text.append(YamlText.document(JSON.convertValue(object, LinkedHashMap.class)));
        }
        return text.toString();
    }

    List<HasMetadata> objects() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new ConfigMapBuilder()
                .withMetadata(metadata(actor.name()))
                .withData(new TreeMap<>(actor.config()))
                .build());
        objects.add(claim(actor.name(), "ReadWriteOnce"));
        if (actor.isAggregator()) {
            objects.add(service());
        } else {
            objects.add(claim(KubernetesVolumes.dataClaim(actor.name()), KubernetesVolumes.dataAccess(actor)));
        }
        objects.add(policy());
        objects.add(job());
        return objects;
    }

    private ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder().withName(name).withLabels(labels()).build();
    }

    private Map<String, String> labels() {
        Map<String, String> labels = new TreeMap<>();
        labels.put(
                "app.kubernetes.io/name",
                KubernetesActor.label(actor.workspace(), "").replaceAll("-$", ""));
        labels.put("app.kubernetes.io/component", actor.role().toString());
        labels.put("app.kubernetes.io/instance", actor.name());
        labels.put("app.kubernetes.io/managed-by", "openfl-gramine");
        return labels;
    }

    private PersistentVolumeClaim claim(String name, String mode) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata(name))
                .withNewSpec()
                .withAccessModes(mode)
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity("10Gi")))
                .endResources()
                .endSpec()
                .build();
    }

    private Service service() {
        return new ServiceBuilder()
                .withMetadata(metadata(actor.name()))
                .withNewSpec()
                .withSelector(selector())
                .addNewPort()
                .withName(PORT)
                .withPort(actor.port())
                .withTargetPort(new IntOrString(PORT))
                .endPort()
                .endSpec()
                .build();
    }

    private Map<String, String> selector() {
        return Map.of("app.kubernetes.io/instance", actor.name());
    }

    /**
     * Returns the network policy. It allows incoming connections from collaborators, outgoing ones to the aggregator,
     * and DNS.
     */
    private NetworkPolicy policy() {
        var spec = new NetworkPolicyBuilder()
                .withMetadata(metadata(actor.name()))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(selector())
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress");
        spec.addNewEgress().withPorts(port("UDP", DNS), port("TCP", DNS)).endEgress();
        if (actor.isAggregator()) {
            spec.addNewIngress().withPorts(port("TCP", actor.port())).endIngress();
        } else {
            spec.addNewEgress().withPorts(port("TCP", actor.port())).endEgress();
        }
        return spec.endSpec().build();
    }

    private static io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort port(String protocol, int port) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(port))
                .build();
    }

    /**
     * Returns a Job, because an actor ends; a Deployment would restart a finished one. A failed collaborator is
     * restarted, because the aggregator accepts it again. A failed aggregator is not restarted: someone has to look at
     * it.
     */
    private Job job() {
        Map<String, String> annotations = new TreeMap<>();
        actor.measured().forEach((name, value) -> annotations.put(ANNOTATIONS + name, value));
        KubernetesVolumes volumes = KubernetesVolumes.of(actor);
        return new JobBuilder()
                .withMetadata(metadata(actor.name()))
                .withNewSpec()
                .withBackoffLimit(actor.isAggregator() ? 0 : 6)
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels())
                .withAnnotations(annotations)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy(actor.isAggregator() ? "Never" : "OnFailure")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withNewSeccompProfile()
                // gramine-direct uses system calls that the runtime's filter forbids.
                .withType(actor.resources().sgx().isPresent() ? "RuntimeDefault" : "Unconfined")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(volumes))
                .withVolumes(volumes.volumes())
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private Container container(KubernetesVolumes volumes) {
        ContainerBuilder container = new ContainerBuilder()
                .withName(actor.role().toString())
                .withImage(actor.image())
                .withImagePullPolicy("IfNotPresent")
                .withArgs(actor.request().program().command().stream()
                        .map(YamlText::withoutVariables)
                        .toList())
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withNewResources()
                .withRequests(requests())
                .withLimits(limits())
                .endResources()
                .withVolumeMounts(volumes.mounts());
        new TreeMap<>(actor.request().program().env())
                .forEach((name, value) -> container
                        .addNewEnv()
                        .withName(name)
                        .withValue(YamlText.withoutVariables(value))
                        .endEnv());
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

    private Map<String, Quantity> requests() {
        Map<String, Quantity> requests = new TreeMap<>();
        requests.put("cpu", new Quantity("1"));
        requests.put("memory", quantity(actor.resources().memory()));
        return requests;
    }

    private Map<String, Quantity> limits() {
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("memory", quantity(actor.resources().memory()));
        actor.resources().sgx().ifPresent(sgx -> {
            limits.put(ENCLAVE, new Quantity("1"));
            limits.put(EPC, quantity(sgx.epc()));
            if (sgx.attested()) {
                limits.put(PROVISION, new Quantity("1"));
            }
        });
        return limits;
    }

    /** Returns a quantity in the largest binary unit without a fraction. */
    private static Quantity quantity(long bytes) {
        long mebi = 1L << 20;
        long gibi = 1L << 30;
        if (bytes % gibi == 0) {
            return new Quantity(bytes / gibi + "Gi");
        }
        return new Quantity(bytes % mebi == 0 ? bytes / mebi + "Mi" : Long.toString(bytes));
    }
}
