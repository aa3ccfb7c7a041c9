package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.ClusterSettings;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What is written into the objects for a cluster. */
final class ClusterParameters implements ParameterGroup {

    /**
     * For Kubernetes objects of an image with remote attestation: an image of Intel's aesmd in a registry, by digest, that runs next to
     * the actor in its pod (Kubernetes 1.29 or newer). Default: the pod uses the aesmd of its node, {@code /var/run/aesmd}.
     */
    @Parameter(property = "openfl.aesmdImage")
    private @Nullable String aesmdImage;

    /**
     * For Kubernetes objects: the processors of an actor, as {@code REQUEST} or {@code REQUEST:LIMIT}. Default: {@code 250m} without a
     * limit.
     */
    @Parameter(property = "openfl.podCpu")
    private @Nullable String podCpu;

    /**
     * For Kubernetes objects: the memory of an actor outside its enclave, as {@code REQUEST} or {@code REQUEST:LIMIT}. Default: {@code
     * 512Mi:1Gi}; without SGX the limit is the enclave's size.
     */
    @Parameter(property = "openfl.podMemory")
    private @Nullable String podMemory;

    /**
     * For Kubernetes objects: the enclave memory of a pod ({@code sgx.intel.com/epc}), or {@code none} if the cluster's nodes do not
     * offer this resource. Default: the enclave's size.
     */
    @Parameter(property = "openfl.podEpc")
    private @Nullable String podEpc;

    ClusterSettings settings() {
        return ClusterSettings.of(new ClusterSettings.Written(
                Optional.ofNullable(aesmdImage),
                Optional.ofNullable(podCpu),
                Optional.ofNullable(podMemory),
                Optional.ofNullable(podEpc)));
    }
}
