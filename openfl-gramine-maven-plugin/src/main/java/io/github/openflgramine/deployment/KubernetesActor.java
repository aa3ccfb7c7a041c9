package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.tar.NameBytes;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * An actor to run as a Job in a cluster.
 *
 * @param name the name of its objects, an RFC 1123 label
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

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?");

    /** Kubernetes API, ConfigMap: "data". */
    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z._-]{1,253}");

    /**
     * The resources that it needs on a node.
     *
     * @param sgx empty under gramine-direct
     * @param memory memory of the container in bytes, without the enclave's
     */
    public record Resources(Optional<Sgx> sgx, long memory) {}

    /**
     * The resources of an enclave.
     *
     * @param epc its size in bytes
     * @param aesmdImage the image of an aesmd to run in the pod; empty if the node has one, or none is needed
     */
    public record Sgx(long epc, Optional<String> aesmdImage) {}

    public KubernetesActor {
        for (String file : config.keySet()) {
            if (!KEY.matcher(file).matches()) {
                throw new GraminizeException(
                        "'" + NameBytes.printable(file) + "' cannot be the name of a file in a ConfigMap.",
                        "Use at most 253 letters, digits and . _ - for a file in plan/.");
            }
        }
        if (!LABEL.matcher(name).matches()) {
            throw new GraminizeException(
                    "'" + name + "' cannot be the name of objects in Kubernetes.",
                    "Use at most 52 letters, digits and hyphens for the workspace and a collaborator together.");
        }
    }

    /** Returns a label that is close to the names of a workspace and an actor. */
    public static String label(String workspace, String actor) {
        return (workspace + "-" + actor).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    Optional<String> aesmdImage() {
        return resources.sgx().flatMap(Sgx::aesmdImage);
    }

    boolean isAggregator() {
        return role == Role.AGGREGATOR;
    }
}
