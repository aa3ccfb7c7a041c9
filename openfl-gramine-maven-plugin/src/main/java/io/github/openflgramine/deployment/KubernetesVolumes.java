package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.github.openflgramine.engine.ContainerRequest.Bind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The mounts of a container as volumes of its pod: certificate and key from a Secret that is created separately, public
 * files from a ConfigMap, directories from claims.
 */
final class KubernetesVolumes {

    /** The keys in a Secret of type kubernetes.io/tls. */
    private static final Map<String, String> OF_SECRET = Map.of(".crt", "tls.crt", ".key", "tls.key");

    private static final String AESMD = "/var/run/aesmd";
    /** Only the pod's group can read the files. */
    private static final int GROUP_ONLY = 0440;

    private final String name;
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    private KubernetesVolumes(String name) {
        this.name = name;
    }

    static KubernetesVolumes of(KubernetesActor actor) {
        KubernetesVolumes volumes = new KubernetesVolumes(actor.name());
        actor.request().reach().binds().forEach(volumes::add);
        volumes.volumes.put(
                "tmp",
                new VolumeBuilder()
                        .withName("tmp")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
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

    static String secret(String name) {
        return name + "-tls";
    }

    static String dataClaim(String name) {
        return name + "-data";
    }

    /** Returns the access mode of the claim for the data. An image that encrypts them has to open them for writing. */
    static String dataAccess(KubernetesActor actor) {
        return actor.request().reach().binds().stream()
                        .anyMatch(bind -> bind.source().equals(KitPlaces.DATA) && bind.writable())
                ? "ReadWriteOnce"
                : "ReadOnlyMany";
    }

    private void add(Bind bind) {
        Path file = bind.source().getFileName();
        if (bind.source().equals(KitPlaces.DATA)) {
            mount(claim("data", dataClaim(name), !bind.writable()), bind, "");
        } else if (bind.source().equals(KitPlaces.AESM_SOCKET)) {
            mount(
                    new VolumeBuilder()
                            .withName("aesmd")
                            .withNewHostPath()
                            .withPath(AESMD)
                            .withType("Directory")
                            .endHostPath()
                            .build(),
                    new Bind(bind.source(), bind.target().parent(), true),
                    "");
        } else if (bind.writable()) {
            mount(claim("state", name, false), bind, file.toString());
        } else if (file.toString().equals("cert_chain.crt")
                || bind.source().startsWith(KitPlaces.DIRECTORY.resolve("plan"))) {
            mount(
                    new VolumeBuilder()
                            .withName("public")
                            .withNewConfigMap()
                            .withName(name)
                            .endConfigMap()
                            .build(),
                    bind,
                    file.toString());
        } else {
            String ending = file.toString().substring(file.toString().lastIndexOf('.'));
            mount(
                    new VolumeBuilder()
                            .withName("certificate")
                            .withNewSecret()
                            .withSecretName(secret(name))
                            .withDefaultMode(GROUP_ONLY)
                            .endSecret()
                            .build(),
                    bind,
                    OF_SECRET.getOrDefault(ending, file.toString()));
        }
    }

    private static Volume claim(String volume, String claim, boolean readOnly) {
        return new VolumeBuilder()
                .withName(volume)
                .withNewPersistentVolumeClaim(claim, readOnly ? true : null)
                .build();
    }

    private void mount(Volume volume, Bind bind, String subPath) {
        volumes.putIfAbsent(volume.getName(), volume);
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
