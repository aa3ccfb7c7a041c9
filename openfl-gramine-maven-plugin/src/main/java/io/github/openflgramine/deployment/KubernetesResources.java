package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.TreeMap;

/** What containers take of their node; the names of SGX's resources are those of Intel's device plugin. */
final class KubernetesResources {

    private static final String ENCLAVE = "sgx.intel.com/enclave";
    private static final String PROVISION = "sgx.intel.com/provision";
    private static final String EPC = "sgx.intel.com/epc";

    /** Enough for Intel's quoting and provisioning enclaves (bytes). */
    private static final long AESMD_EPC = 16L << 20;

    private static final long AESMD_MEMORY = 256L << 20;

    private static final long TOOL_MEMORY = 64L << 20;

    private KubernetesResources() {}

    /** Returns what copying a file and waiting take, because a quota can demand that every container says so. */
    static ResourceRequirements ofTool() {
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("memory", quantity(TOOL_MEMORY));
        return requirements("10m", TOOL_MEMORY, limits);
    }

    /** Returns what an actor takes. Its quotes come from aesmd, so it opens no provisioning device. */
    static ResourceRequirements ofActor(KubernetesActor.Resources resources) {
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("memory", quantity(resources.memory()));
        resources.sgx().ifPresent(sgx -> {
            limits.put(ENCLAVE, new Quantity("1"));
            limits.put(EPC, quantity(sgx.epc()));
        });
        return requirements("1", resources.memory(), limits);
    }

    /** Returns what an aesmd in the pod takes: its enclaves use the processor's provisioning key. */
    static ResourceRequirements ofAesmd() {
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("memory", quantity(AESMD_MEMORY));
        limits.put(ENCLAVE, new Quantity("1"));
        limits.put(EPC, quantity(AESMD_EPC));
        limits.put(PROVISION, new Quantity("1"));
        return requirements("100m", AESMD_MEMORY, limits);
    }

    private static ResourceRequirements requirements(String cpu, long memory, Map<String, Quantity> limits) {
        Map<String, Quantity> requests = new TreeMap<>();
        requests.put("cpu", new Quantity(cpu));
        requests.put("memory", quantity(memory));
        return new ResourceRequirementsBuilder()
                .withRequests(requests)
                .withLimits(limits)
                .build();
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
