package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What containers take of their node; the names of SGX's resources are those of Intel's device plugin. */
final class KubernetesResources {

    private static final String CPU = "cpu";
    private static final String MEMORY = "memory";
    private static final String ENCLAVE = "sgx.intel.com/enclave";
    private static final String PROVISION = "sgx.intel.com/provision";
    private static final String EPC = "sgx.intel.com/epc";

    /** Enough for Intel's quoting and provisioning enclaves. */
    private static final Quantity AESMD_EPC = new Quantity("16Mi");

    private static final Quantity AESMD_MEMORY = new Quantity("256Mi");
    private static final Quantity AESMD_CPU = new Quantity("100m");
    private static final Quantity TOOL_MEMORY = new Quantity("64Mi");
    private static final Quantity TOOL_CPU = new Quantity("10m");

    private KubernetesResources() {}

    /** Returns what copying a file and waiting take, because a quota can demand that every container says so. */
    static ResourceRequirements ofTool(KubernetesActor.Resources resources) {
        return requirements(
                limited(resources, TOOL_CPU),
                new PodAmount(TOOL_MEMORY, resources.memory().limit().map(any -> TOOL_MEMORY)),
                Map.of());
    }

    /** Returns what an actor takes. Its quotes come from aesmd, so it opens no provisioning device. */
    static ResourceRequirements ofActor(KubernetesActor.Resources resources) {
        Map<String, Quantity> devices = new TreeMap<>();
        resources.sgx().ifPresent(sgx -> {
            devices.put(ENCLAVE, new Quantity("1"));
            sgx.epc().ifPresent(epc -> devices.put(EPC, epc));
        });
        return requirements(resources.cpu(), resources.memory(), devices);
    }

    /** Returns what an aesmd in the pod takes: its enclaves use the processor's provisioning key. */
    static ResourceRequirements ofAesmd(KubernetesActor.Resources resources) {
        Map<String, Quantity> devices = new TreeMap<>();
        devices.put(ENCLAVE, new Quantity("1"));
        devices.put(PROVISION, new Quantity("1"));
        resources.sgx().flatMap(KubernetesActor.Sgx::epc).ifPresent(epc -> devices.put(EPC, AESMD_EPC));
        return requirements(
                limited(resources, AESMD_CPU), new PodAmount(AESMD_MEMORY, Optional.of(AESMD_MEMORY)), devices);
    }

    /** A quota for limits refuses a pod if one of its containers has none. */
    private static PodAmount limited(KubernetesActor.Resources resources, Quantity cpu) {
        return new PodAmount(cpu, resources.cpu().limit().map(any -> cpu));
    }

    private static ResourceRequirements requirements(PodAmount cpu, PodAmount memory, Map<String, Quantity> devices) {
        Map<String, Quantity> limits = new TreeMap<>(devices);
        cpu.limit().ifPresent(most -> limits.put(CPU, most));
        memory.limit().ifPresent(most -> limits.put(MEMORY, most));
        Map<String, Quantity> requests = new TreeMap<>();
        requests.put(CPU, cpu.request());
        requests.put(MEMORY, memory.request());
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
    }

    /** Returns a quantity in the largest binary unit without a fraction. */
    static Quantity quantity(long bytes) {
        long mebi = 1L << 20;
        long gibi = 1L << 30;
        if (bytes % gibi == 0) {
            return new Quantity(bytes / gibi + "Gi");
        }
        return new Quantity(bytes % mebi == 0 ? bytes / mebi + "Mi" : Long.toString(bytes));
    }
}
