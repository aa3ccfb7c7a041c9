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

    /**
     * Reads the parameters.
     *
     * @throws io.github.openflgramine.GraminizeException if one of them is not what it has to be
     */
    public static ClusterSettings of(
            Optional<String> aesmdImage, Optional<String> cpu, Optional<String> memory, Optional<String> epc) {
        return new ClusterSettings(
                aesmdImage,
                cpu.map(text -> PodAmount.parse("openfl.podCpu", text)),
                memory.map(text -> PodAmount.parse("openfl.podMemory", text)),
                epc.filter(text -> !text.equals(NO_EPC)).map(text -> PodAmount.quantity("openfl.podEpc", text)),
                !epc.equals(Optional.of(NO_EPC)));
    }
}
