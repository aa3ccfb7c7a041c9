package io.github.openflgramine.deployment;

import io.github.openflgramine.run.ActorMode;

/**
 * The files with which kubectl puts a participant's objects together: what openfl-gramine wrote ({@code base}), what its site
 * changes ({@code site}), and what is applied: {@code files}, {@code start}, {@code enrol}.
 *
 * @param name the name of the participant's objects
 */
record Kustomization(String name, boolean isAggregator, ActorMode mode) {

    static final String SITE = "site";

    private static final String KIND = """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            """;

    String base() {
        return KIND + """
                resources:
                  - claims.yaml
                  - files.yaml
                  - actor.yaml
                """;
    }

    /** Returns what is applied to copy files: all but the Job. */
    String files() {
        return KIND + """
                resources:
                  - ../base
                components:
                  - ../site
                patches:
                  - patch: |
                      $patch: delete
                      apiVersion: batch/v1
                      kind: Job
                      metadata: {name: NAME}
                """.replace("NAME", name);
    }

    /** Returns what is applied to start: all but the pod for files, and the Job is no longer suspended. */
    String start() {
        return KIND + """
                resources:
                  - ../base
                components:
                  - ../site
                patches:
                  - patch: |
                      $patch: delete
                      apiVersion: v1
                      kind: Pod
                      metadata: {name: NAME-files}
                  - patch: |
                      apiVersion: batch/v1
                      kind: Job
                      metadata: {name: NAME}
                      spec: {suspend: false}
                """.replace("NAME", name);
    }

    String enrol() {
        return KIND + """
                resources:
                  - enrol.yaml
                components:
                  - ../site
                """;
    }

    /** Returns the participant's own file, in which each patch is a comment. */
    String site() {
        String text = """
                # What this site changes in the objects of NAME. Remove the first # of each line of a patch, and adapt it.
                # openfl-gramine writes this file if it is not there, and leaves it as it is otherwise.
                # Look at the result: kubectl kustomize NAME/start
                apiVersion: kustomize.config.k8s.io/v1alpha1
                kind: Component
                metadata: {name: NAME}
                patches:
                  # Another storage class than the default, and another size, for all claims:
                  #- target: {kind: PersistentVolumeClaim}
                  #  patch: |
                  #    - {op: add, path: /spec/storageClassName, value: fast}
                  #    - {op: replace, path: /spec/resources/requests/storage, value: 50Gi}
                """;
        text += existingClaim("state", "")
                + (isAggregator ? "" : existingClaim("data", KubernetesName.Part.DATA.ending()));
        text += """
                  # The Secret for pulling the image:
                  #- target: {kind: Job}
                  #  patch: |
                  #    - {op: add, path: /spec/template/spec/imagePullSecrets, value: [{name: registry}]}
                  #- target: {kind: Pod}
                  #  patch: |
                  #    - {op: add, path: /spec/imagePullSecrets, value: [{name: registry}]}
                  # The nodes, and the taints that they have:
                  #- target: {kind: Job}
                  #  patch: |
                  #    - {op: add, path: /spec/template/spec/nodeSelector, value: {pool: training}}
                  #    - {op: add, path: /spec/template/spec/tolerations, value: [{key: training, operator: Exists}]}
                  #- target: {kind: Pod}
                  #  patch: |
                  #    - {op: add, path: /spec/nodeSelector, value: {pool: training}}
                  #    - {op: add, path: /spec/tolerations, value: [{key: training, operator: Exists}]}
                  # Processors and memory of the actor:
                  #- target: {kind: Job, name: NAME}
                  #  patch: |
                  #    - {op: replace, path: /spec/template/spec/containers/0/resources/requests/cpu, value: "2"}
                  #    - {op: replace, path: /spec/template/spec/containers/0/resources/requests/memory, value: 2Gi}
                  #    - {op: replace, path: /spec/template/spec/containers/0/resources/limits/memory, value: 8Gi}
                """;
        if (isAggregator) {
            text += """
                      # An address outside of the cluster:
                      #- target: {kind: Service}
                      #  patch: |
                      #    - {op: add, path: /spec/type, value: LoadBalancer}
                    """;
        }
        text += """
                  # Another port that the actor connects to, such as a proxy's or a key service's:
                  #- target: {kind: NetworkPolicy, name: NAME}
                  #  patch: |
                  #    - {op: add, path: /spec/egress/-, value: {ports: [{protocol: TCP, port: 3128}]}}
                """;
        if (mode == ActorMode.DIRECT) {
            text += """
                      # A seccomp profile of the node instead of none, where Pod Security is enforced:
                      #- target: {kind: Job, name: NAME}
                      #  patch: |
                      #    - {op: replace, path: /spec/template/spec/securityContext/seccompProfile,
                      #       value: {type: Localhost, localhostProfile: openfl-gramine.json}}
                    """;
        }
        return text.replace("NAME", name);
    }

    private static String existingClaim(String volume, String suffix) {
        return """
                  # A claim that exists, for VOLUME:
                  #- patch: |
                  #    $patch: delete
                  #    apiVersion: v1
                  #    kind: PersistentVolumeClaim
                  #    metadata: {name: NAMESUFFIX}
                  #- patch: |
                  #    apiVersion: batch/v1
                  #    kind: Job
                  #    metadata: {name: NAME}
                  #    spec: {template: {spec: {volumes: [{name: VOLUME, persistentVolumeClaim: {claimName: existing}}]}}}
                  #- patch: |
                  #    apiVersion: v1
                  #    kind: Pod
                  #    metadata: {name: NAME-files}
                  #    spec: {volumes: [{name: VOLUME, persistentVolumeClaim: {claimName: existing}}]}
                """.replace("VOLUME", volume).replace("SUFFIX", suffix);
    }
}
