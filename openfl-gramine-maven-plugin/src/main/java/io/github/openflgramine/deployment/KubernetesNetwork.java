package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpecBuilder;

/** Which connections an actor's pods may open and accept. */
final class KubernetesNetwork {

    /** A policy sees the port of the pod that answers: OpenShift's listens on the second. */
    private static final int[] DNS = {53, 5353};

    /** Intel's service, and the default of Intel's caching service (PCCS): an aesmd asks one of them. */
    private static final int[] COLLATERAL = {443, 8081};

    private KubernetesNetwork() {}

    /** Allows connections from collaborators to the aggregator, from a collaborator to the aggregator's port, and DNS. */
    static NetworkPolicy ofActor(KubernetesActor actor, KubernetesLabels labels) {
        NetworkPolicySpecBuilder spec = closed(labels);
        allowNames(spec);
        if (actor.isAggregator()) {
            spec.addNewIngress().withPorts(port("TCP", actor.port())).endIngress();
        } else {
            spec.addNewEgress().withPorts(port("TCP", actor.port())).endEgress();
        }
        if (actor.aesmdImage().isPresent()) {
            allowCollateral(spec);
        }
        return policy(actor.name(), labels, spec);
    }

    /** Allows nothing: files are copied through the kubelet. */
    static NetworkPolicy ofFiles(String name, KubernetesLabels labels) {
        return policy(name, labels, closed(labels));
    }

    /** Allows nothing: an actor that enrols talks to aesmd alone, through a socket of its node or its pod. */
    static NetworkPolicy ofEnrolment(KubernetesActor actor, String name, KubernetesLabels labels) {
        NetworkPolicySpecBuilder spec = closed(labels);
        if (actor.aesmdImage().isPresent()) {
            allowNames(spec);
            allowCollateral(spec);
        }
        return policy(name, labels, spec);
    }

    private static NetworkPolicySpecBuilder closed(KubernetesLabels labels) {
        return new NetworkPolicySpecBuilder()
                .withNewPodSelector()
                .withMatchLabels(labels.selector())
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress");
    }

    private static void allowNames(NetworkPolicySpecBuilder spec) {
        spec.addNewEgress()
                .withPorts(port("UDP", DNS[0]), port("TCP", DNS[0]), port("UDP", DNS[1]), port("TCP", DNS[1]))
                .endEgress();
    }

    private static void allowCollateral(NetworkPolicySpecBuilder spec) {
        spec.addNewEgress()
                .withPorts(port("TCP", COLLATERAL[0]), port("TCP", COLLATERAL[1]))
                .endEgress();
    }

    private static NetworkPolicy policy(String name, KubernetesLabels labels, NetworkPolicySpecBuilder spec) {
        return new NetworkPolicyBuilder()
                .withMetadata(labels.metadata(name))
                .withSpec(spec.build())
                .build();
    }

    private static NetworkPolicyPort port(String protocol, int port) {
        return new NetworkPolicyPortBuilder()
                .withProtocol(protocol)
                .withPort(new IntOrString(port))
                .build();
    }
}
