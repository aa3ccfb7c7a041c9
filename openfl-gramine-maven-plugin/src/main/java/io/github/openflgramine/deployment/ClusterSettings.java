package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;

/**
 * What the user says about the cluster.
 *
 * @param aesmdImage the image of an aesmd that runs in pods; empty if the nodes have one
 * @param cpu processors of an actor; empty for the default
 * @param memory memory of an actor, without its enclave's; empty for the default
 * @param epc memory of an enclave; empty for the enclave's size
 * @param asksForEpc whether a pod asks for the enclave's memory: the nodes have to offer it
 */
public record ClusterSettings(
        Optional<String> aesmdImage,
        Optional<PodAmount> cpu,
        Optional<PodAmount> memory,
        Optional<Quantity> epc,
        boolean asksForEpc) {

    private static final String NO_EPC = "none";

    /** The parameters as the user writes them: an image's name, and amounts. */
    public record Written(
            Optional<String> aesmdImage, Optional<String> cpu, Optional<String> memory, Optional<String> epc) {

        /** Nothing is said. */
        public static final Written NOTHING =
                new Written(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * Reads the parameters.
     *
     * @throws io.github.openflgramine.GraminizeException if one of them is not what it has to be
     */
    public static ClusterSettings of(Written written) {
        return new ClusterSettings(
                written.aesmdImage(),
                written.cpu().map(text -> PodAmount.parse("openfl.podCpu", text)),
                written.memory().map(text -> PodAmount.parse("openfl.podMemory", text)),
                written.epc()
                        .filter(text -> !text.equals(NO_EPC))
                        .map(text -> PodAmount.quantity("openfl.podEpc", text)),
                !written.epc().equals(Optional.of(NO_EPC)));
    }
}
