package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.github.openflgramine.engine.ContainerRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * A pod in which an actor's image runs: without root, capabilities, a service account's token or a writable root file
 * system; with an aesmd of its own, if the node has none; an attested actor on the node that opens what it has sealed.
 */
final class KubernetesPod {

    /** A user id that no user of a node has, and that is not root. */
    private static final long USER = 10001;

    private final KubernetesActor actor;
    private final KubernetesVolumes volumes;
    private final List<Container> before = new ArrayList<>();

    KubernetesPod(KubernetesActor actor, ContainerRequest request) {
        this.actor = actor;
        this.volumes = KubernetesVolumes.of(actor, request);
        actor.aesmdImage().ifPresent(image -> before.add(aesmd(image, actor.resources())));
    }

    KubernetesVolumes volumes() {
        return volumes;
    }

    /** Adds a container that has to end successfully before the next one starts. */
    void first(Container container) {
        before.add(container);
    }

    /** Returns the pod, whose last container is this one. */
    PodSpec with(Container container) {
        return new PodSpecBuilder()
                // The pod of a failure stays, with its log, and another one is made.
                .withRestartPolicy("Never")
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
                .withAffinity(actor.enrolment().isPresent() ? ownNode() : null)
                .withInitContainers(before)
                .withContainers(container)
                .withVolumes(volumes.volumes())
                .build();
    }

    /** Returns a pod with the actor's image, user and rights, and the participant's directories, that does nothing. */
    PodSpec forFiles() {
        PodSpec pod = with(
                tool("files", "sleep", "1d").withVolumeMounts(volumes.ofFiles()).build());
        List<String> used = volumes.ofFiles().stream().map(VolumeMount::getName).toList();
        return new PodSpecBuilder(pod)
                .withInitContainers(List.of())
                .withVolumes(volumes.volumes().stream()
                        .filter(volume -> used.contains(volume.getName()))
                        .toList())
                .withTerminationGracePeriodSeconds(1L)
                .editSecurityContext()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .build();
    }

    /** Returns a container with the actor's program and mounts. */
    ContainerBuilder running(ContainerRequest request, String name) {
        ContainerBuilder container = ofImage(name)
                .withArgs(request.program().command().stream()
                        .map(YamlText::withoutVariables)
                        .toList())
                .withResources(KubernetesResources.ofActor(actor.resources()))
                .withVolumeMounts(volumes.mounts());
        new TreeMap<>(request.program().env())
                .forEach((variable, value) -> container
                        .addNewEnv()
                        .withName(variable)
                        .withValue(YamlText.withoutVariables(value))
                        .endEnv());
        return container;
    }

    /** Returns a container that runs a program of the image outside of the enclave. */
    ContainerBuilder tool(String name, String... command) {
        return ofImage(name)
                .withCommand(Arrays.asList(command))
                .withResources(KubernetesResources.ofTool(actor.resources()));
    }

    private ContainerBuilder ofImage(String name) {
        return new ContainerBuilder()
                .withName(name)
                .withImage(actor.image())
                .withImagePullPolicy("IfNotPresent")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext();
    }

    /** Returns an aesmd that runs as long as the pod: an init container with a restart policy (Kubernetes 1.29). */
    private static Container aesmd(String image, KubernetesActor.Resources resources) {
        return new ContainerBuilder()
                .withName("aesmd")
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withRestartPolicy("Always")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                // The actor's enclave asks for the quoting enclave as it starts.
                .withNewStartupProbe()
                .withNewExec()
                .withCommand("test", "-S", KubernetesVolumes.AESMD + "/aesm.socket")
                .endExec()
                .withPeriodSeconds(1)
                .withFailureThreshold(60)
                .endStartupProbe()
                .withResources(KubernetesResources.ofAesmd(resources))
                .withVolumeMounts(new VolumeMountBuilder()
                        .withName("aesmd")
                        .withMountPath(KubernetesVolumes.AESMD)
                        .build())
                .build();
    }

    /** Returns the rule for the node that carries the actor's label. */
    private Affinity ownNode() {
        return new AffinityBuilder()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey(KubernetesLabels.PREFIX + actor.name())
                .withOperator("In")
                .withValues("identity")
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .build();
    }
}
