package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files with which participants start in a cluster: a directory for each, with and without SGX. */
final class ClusterFiles {

    private final Map<Path, String> contents = new TreeMap<>();

    private ClusterFiles() {}

    /**
     * Makes the files of all participants.
     *
     * @throws GraminizeException if two of them would have an object of the same name
     */
    static ClusterFiles of(List<DeployedActor> actors) throws IOException {
        ClusterFiles files = new ClusterFiles();
        for (ActorMode mode : List.of(ActorMode.SGX, ActorMode.DIRECT)) {
            Map<String, String> owners = new HashMap<>();
            for (DeployedActor deployed : actors) {
                Optional<KubernetesActor> actor = deployed.inKubernetes(mode);
                if (actor.isPresent()) {
                    files.add(mode, deployed.actor().name(), actor.get(), owners);
                }
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

    private void add(ActorMode mode, String participant, KubernetesActor actor, Map<String, String> owners) {
        KubernetesObjects objects = new KubernetesObjects(actor);
        Kustomization kustomization = new Kustomization(actor.name(), actor.isAggregator(), mode);
        Path directory = Path.of(mode.toString(), actor.name());
        Path base = directory.resolve("base");
        for (var file : Map.of("claims", objects.claims(), "files", objects.files(), "actor", objects.objects())
                .entrySet()) {
            add(base.resolve(file.getKey() + ".yaml"), file.getValue(), participant, owners);
        }
        put(base, kustomization.base());
        put(directory.resolve(Kustomization.SITE), kustomization.site());
        put(directory.resolve("files"), kustomization.files());
        put(directory.resolve("start"), kustomization.start());
        if (actor.enrolment().isPresent()) {
            Path enrol = directory.resolve("enrol");
            List<HasMetadata> enrolling =
                    new KubernetesEnrolment(actor, actor.enrolment().get()).objects();
            add(enrol.resolve("enrol.yaml"), enrolling, participant, owners);
            put(enrol, kustomization.enrol());
        }
    }

    private void put(Path directory, String kustomization) {
        contents.put(directory.resolve("kustomization.yaml"), kustomization);
    }

    private void add(Path file, List<HasMetadata> objects, String participant, Map<String, String> owners) {
        for (HasMetadata object : objects) {
            String name = object.getKind() + " " + object.getMetadata().getName();
            String other = owners.putIfAbsent(name, participant);
            if (other != null && !other.equals(participant)) {
                throw new GraminizeException(
                        "The collaborators " + other + " and " + participant + " would share the object " + name
                                + " in a cluster.",
                        "Certify one of them under another name.");
            }
        }
        contents.put(file, KubernetesObjects.yaml(objects));
    }
}
