package io.github.openflgramine.deployment;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import java.util.TreeMap;

/** The labels of an actor's objects, as Kubernetes recommends them, and the selector of its pods. */
final class KubernetesLabels {

    /** The prefix of annotations and of the nodes' labels. */
    static final String PREFIX = "openfl-gramine.github.io/";

    private static final String INSTANCE = "app.kubernetes.io/instance";

    private final KubernetesActor actor;
    private final String instance;

    /** @param instance tells the actor's pods from those that enrol it, which no Service may find */
    KubernetesLabels(KubernetesActor actor, String instance) {
        this.actor = actor;
        this.instance = instance;
    }

    Map<String, String> all() {
        Map<String, String> labels = new TreeMap<>();
        labels.put("app.kubernetes.io/name", KubernetesName.ofWorkspace(actor.workspace()));
        labels.put("app.kubernetes.io/component", actor.role().toString());
        labels.put(INSTANCE, instance);
        labels.put("app.kubernetes.io/managed-by", "openfl-gramine");
        return labels;
    }

    Map<String, String> selector() {
        return Map.of(INSTANCE, instance);
    }

    /** Returns the metadata of the object with this name. */
    ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder().withName(name).withLabels(all()).build();
    }

    /** Returns the metadata of a pod: it names the measurements of what runs in it. */
    ObjectMeta ofPod() {
        Map<String, String> annotations = new TreeMap<>();
        actor.measured().forEach((name, value) -> annotations.put(PREFIX + name, value));
        return new ObjectMetaBuilder()
                .withLabels(all())
                .withAnnotations(annotations)
                .build();
    }
}
