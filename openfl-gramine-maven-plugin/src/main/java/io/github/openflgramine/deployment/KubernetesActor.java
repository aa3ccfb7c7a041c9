package io.github.openflgramine.deployment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.ContainerRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * What is to run as a Job of a cluster.
 *
 * @param name of its objects, an RFC 1123 label
 * @param workspace the experiment's name
 * @param port at which the aggregator is reached
 * @param image as the cluster's nodes know it
 * @param request how Docker would run it, with {@link KitPlaces}
 * @param config public files of the participant's, by their names
 * @param measured MRENCLAVE, MRSIGNER and the image's id, by their names in measurements.json
 */
record KubernetesActor(
        String name,
        String workspace,
        Role role,
        int port,
        String image,
        ContainerRequest request,
        Resources resources,
        SortedMap<String, String> config,
        Map<String, String> measured) {

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?");

    /**
     * What it takes of a node.
     *
     * @param sgx empty where it runs under gramine-direct
     * @param memory of the whole container, in bytes, beside the enclave's own
     */
    public record Resources(Optional<Sgx> sgx, long memory) {}

    /**
     * What an enclave takes.
     *
     * @param epc its size in bytes
     * @param attested whether it has quotes made, which takes the provisioning device and aesmd
     */
    public record Sgx(long epc, boolean attested) {}

    public KubernetesActor {
        if (!LABEL.matcher(name).matches()) {
            throw new GraminizeException(
                    "'" + name + "' cannot be the name of objects in Kubernetes.",
                    "Use at most 52 letters, digits and hyphens for the workspace and a collaborator together.");
        }
    }

    /** The nearest label to the names of a workspace and an actor. */
    public static String label(String workspace, String actor) {
        return (workspace + "-" + actor).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    }

    boolean isAggregator() {
        return role == Role.AGGREGATOR;
    }
}
