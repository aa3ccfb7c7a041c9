package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Quantity;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.tar.NameBytes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * An actor to run as a Job in a cluster.
 *
 * @param name the name of its objects
 * @param workspace the experiment's name
 * @param port the aggregator's port
 * @param image the image's name for the cluster's nodes
 * @param request the request with which Docker would run it, with {@link KitPlaces}
 * @param enrolment the same for an attested actor that has no certificate yet
 * @param config the participant's public files, by name
 * @param measured MRENCLAVE, MRSIGNER and the image's id, with their names in measurements.json
 */
record KubernetesActor(
        String name,
        String workspace,
        Role role,
        int port,
        String image,
        ContainerRequest request,
        Optional<ContainerRequest> enrolment,
        Resources resources,
        SortedMap<String, String> config,
        Map<String, String> measured) {

    /** Kubernetes API, ConfigMap: "data". */
    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z._-]{1,253}");

    /**
     * The resources that it needs on a node.
     *
     * @param sgx empty under gramine-direct
     * @param cpu the container's processors
     * @param memory the container's memory, without the enclave's
     */
    record Resources(Optional<Sgx> sgx, PodAmount cpu, PodAmount memory) {}

    /**
     * The resources of an enclave.
     *
     * @param epc its memory; empty if the nodes do not offer it
     * @param aesmdImage the image of an aesmd to run in the pod; empty if the node has one, or none is needed
     */
    record Sgx(Optional<Quantity> epc, Optional<String> aesmdImage) {}

    public KubernetesActor {
        for (String file : config.keySet()) {
            if (!KEY.matcher(file).matches()) {
                throw new GraminizeException(
                        "'" + NameBytes.printable(file) + "' cannot be the name of a file in a ConfigMap.",
                        "Use at most 253 letters, digits and . _ - for a file in plan/.");
            }
        }
        if (!KubernetesName.isValid(name)) {
            throw new IllegalArgumentException(name);
        }
    }

    Optional<String> aesmdImage() {
        return resources.sgx().flatMap(Sgx::aesmdImage);
    }

    boolean isAggregator() {
        return role == Role.AGGREGATOR;
    }
}
