package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.ContainerRequest.Bind;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.product.ImagePaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The mounts of a container as volumes of its pod: certificates and key from a Secret that is created separately, lists of the
 * plan from a ConfigMap, directories from claims. What an attested actor seals has a claim of its own, because it opens on one
 * node only.
 */
final class KubernetesVolumes {

    /** The keys in a Secret of type kubernetes.io/tls. */
    private static final Map<String, String> OF_SECRET = Map.of(".crt", "tls.crt", ".key", "tls.key");

    /** The key of the federation's chain in it, as cert-manager has it. */
    private static final String CHAIN = "ca.crt";

    /** The directory of aesmd's socket, on a node and in a container. */
    static final String AESMD = "/var/run/aesmd";

    private static final CertDirectory CERTIFICATES = CertDirectory.of(KitPlaces.DIRECTORY);
    /** Only the pod's group can read the files. */
    private static final int GROUP_ONLY = 0440;

    private final KubernetesActor actor;
    private final String name;
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    /** The keys that are used of a Secret and a ConfigMap, by the volume. */
    private final Map<String, SortedSet<String>> keys = new HashMap<>();

    private KubernetesVolumes(KubernetesActor actor) {
        this.actor = actor;
        this.name = actor.name();
    }

    /** Returns the volumes of a container that is started by this request. */
    static KubernetesVolumes of(KubernetesActor actor, ContainerRequest request) {
        KubernetesVolumes volumes = new KubernetesVolumes(actor);
        request.reach().binds().forEach(volumes::add);
        volumes.add(emptyAtStart("tmp"));
        volumes.mounts.add(
                new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
        return volumes;
    }

    List<Volume> volumes() {
        return List.copyOf(volumes.values());
    }

    List<VolumeMount> mounts() {
        return List.copyOf(mounts);
    }

    /** Returns the mount at this path of the container. */
    VolumeMount mountOf(String path) {
        return mounts.stream()
                .filter(mount -> mount.getMountPath().equals(path))
                .findFirst()
                .orElseThrow();
    }

    void add(Volume volume) {
        volumes.put(volume.getName(), volume);
    }

    /** Returns the mounts of directories that are a participant's own, all of them writable, for a pod that copies files. */
    List<VolumeMount> ofFiles() {
        return mounts.stream()
                .filter(mount ->
                        mount.getName().equals("state") || mount.getName().equals("data"))
                .map(mount -> new VolumeMountBuilder(mount).withReadOnly(null).build())
                .toList();
    }

    /** Returns a claim on the default storage class. */
    static PersistentVolumeClaim claim(ObjectMeta metadata, String size) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(metadata)
                .withNewSpec()
                // Nearly every class has it, and no other mode.
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(size)))
                .endResources()
                .endSpec()
                .build();
    }

    private void add(Bind bind) {
        Path file = bind.source().getFileName();
        if (bind.source().equals(KitPlaces.DATA)) {
            // The mount is read-only, not the volume: the kubelet gives a read-only volume no group, so nobody could
            // read it.
            mount(claim("data", KubernetesName.Part.DATA.of(name)), bind, "");
        } else if (bind.source().equals(KitPlaces.AESM_SOCKET)) {
            mount(aesmd(), new Bind(bind.source(), bind.target().parent(), true), "");
        } else if (isIdentity(file)) {
            mount(claim("identity", KubernetesName.Part.IDENTITY.of(name)), bind, file.toString());
        } else if (bind.writable()) {
            mount(claim("state", name), bind, file.toString());
        } else if (bind.source().startsWith(KitPlaces.DIRECTORY.resolve("plan"))) {
            keys.computeIfAbsent("public", volume -> new TreeSet<>()).add(file.toString());
            mount(configMap(), bind, file.toString());
        } else {
            keys.computeIfAbsent("certificate", volume -> new TreeSet<>()).add(inSecret(bind.source()));
            mount(secret(), bind, inSecret(bind.source()));
        }
    }

    /** A key that is listed and not there is waited for. Without the list the kubelet would mount a directory for it. */
    private List<KeyToPath> items(String volume) {
        return keys.getOrDefault(volume, new TreeSet<>()).stream()
                .map(key -> new KeyToPathBuilder().withKey(key).withPath(key).build())
                .toList();
    }

    private Volume configMap() {
        return new VolumeBuilder()
                .withName("public")
                .withNewConfigMap()
                .withName(name)
                .withItems(items("public"))
                .endConfigMap()
                .build();
    }

    private Volume secret() {
        return new VolumeBuilder()
                .withName("certificate")
                .withNewSecret()
                .withSecretName(KubernetesName.Part.TLS.of(name))
                .withDefaultMode(GROUP_ONLY)
                .withItems(items("certificate"))
                .endSecret()
                .build();
    }

    /** Returns whether only the enclave that made a directory, on its own node, has a use for it. */
    private static boolean isIdentity(Path directory) {
        return directory.toString().equals(ImagePaths.IDENTITY)
                || directory.toString().equals(ImagePaths.ENROLMENT);
    }

    private static String inSecret(Path source) {
        String file = source.getFileName().toString();
        if (source.equals(CERTIFICATES.chain())) {
            return CHAIN;
        }
        return source.equals(CERTIFICATES.pin())
                ? file
                : OF_SECRET.getOrDefault(file.substring(file.lastIndexOf('.')), file);
    }

    /** Returns where aesmd's socket is: on the node, or made by an aesmd in the pod. */
    private Volume aesmd() {
        return actor.aesmdImage().isPresent()
                ? emptyAtStart("aesmd")
                : new VolumeBuilder()
                        .withName("aesmd")
                        .withNewHostPath()
                        .withPath(AESMD)
                        .withType("Directory")
                        .endHostPath()
                        .build();
    }

    private static Volume emptyAtStart(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    private static Volume claim(String volume, String claim) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewPersistentVolumeClaim()
                .withClaimName(claim)
                .endPersistentVolumeClaim()
                .build();
    }

    private void mount(Volume volume, Bind bind, String subPath) {
        add(volume);
        VolumeMountBuilder mount = new VolumeMountBuilder()
                .withName(volume.getName())
                .withMountPath(bind.target().value());
        if (!subPath.isEmpty()) {
            mount.withSubPath(subPath);
        }
        if (!bind.writable()) {
            mount.withReadOnly(true);
        }
        mounts.add(mount.build());
    }
}
