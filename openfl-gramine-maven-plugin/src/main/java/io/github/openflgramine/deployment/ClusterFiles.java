package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files with which participants start in a cluster: a directory for each, with and without SGX. */
final class ClusterFiles {

    private final Map<Path, String> contents = new TreeMap<>();

    private ClusterFiles() {}

    /** Makes the files of all participants. */
    static ClusterFiles of(List<DeployedActor> actors) throws IOException {
        ClusterFiles files = new ClusterFiles();
        for (ActorMode mode : List.of(ActorMode.SGX, ActorMode.DIRECT)) {
            for (DeployedActor deployed : actors) {
                deployed.inKubernetes(mode).ifPresent(actor -> files.add(mode, actor));
            }
        }
        return files;
    }

    boolean has(ActorMode mode) {
        return contents.keySet().stream().anyMatch(file -> file.startsWith(mode.toString()));
    }

    /** Writes the files, but those that are the site's own only if they do not exist. Returns what it has written. */
    List<Path> write(Path directory) throws IOException {
        List<Path> written = new ArrayList<>();
        for (var content : contents.entrySet()) {
            Path file = directory.resolve(content.getKey());
            if (!isOfSite(content.getKey()) || Files.notExists(file)) {
                AtomicFiles.write(file, content.getValue());
                written.add(file);
            }
        }
        return written;
    }

    private static boolean isOfSite(Path file) {
        return file.endsWith(Path.of(Kustomization.SITE, "kustomization.yaml"));
    }

    private void add(ActorMode mode, KubernetesActor actor) {
        KubernetesObjects objects = new KubernetesObjects(actor);
        Kustomization kustomization = new Kustomization(actor.name(), actor.isAggregator(), mode);
        Path directory = Path.of(mode.toString(), actor.name());
        Path base = directory.resolve("base");
        for (var file : Map.of("claims", objects.claims(), "files", objects.files(), "actor", objects.objects())
                .entrySet()) {
            contents.put(base.resolve(file.getKey() + ".yaml"), KubernetesObjects.yaml(file.getValue()));
        }
        put(base, kustomization.base());
        put(directory.resolve(Kustomization.SITE), kustomization.site());
        put(directory.resolve("files"), kustomization.files());
        put(directory.resolve("start"), kustomization.start());
        if (actor.enrolment().isPresent()) {
            Path enrol = directory.resolve("enrol");
            List<HasMetadata> enrolling =
                    new KubernetesEnrolment(actor, actor.enrolment().get()).objects();
            contents.put(enrol.resolve("enrol.yaml"), KubernetesObjects.yaml(enrolling));
            put(enrol, kustomization.enrol());
        }
    }

    private void put(Path directory, String kustomization) {
        contents.put(directory.resolve("kustomization.yaml"), kustomization);
    }
}
