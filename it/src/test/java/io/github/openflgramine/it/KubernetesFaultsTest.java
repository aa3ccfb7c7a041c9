package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real cluster takes, what it refuses, and where it says so. Each test has a namespace of its own. */
@Tag("heavy")
@ExtendWith(SharedCluster.class)
final class KubernetesFaultsTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(KubernetesFaultsTest.class);
    private static final String AGGREGATOR = "my-experiment-aggregator";
    private static final String NORTH = "my-experiment-north";

    private final String namespace = "faults-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void namespace() {
        cluster().kubectl("create", "namespace", namespace);
    }

    @AfterEach
    void leaveNothingBehind() {
        cluster().kubectl("delete", "namespace", namespace, "--wait=false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgx", "direct"})
    void the_server_takes_every_object_and_every_patch_of_a_site(String variant) throws IOException {
        for (String actor : List.of("aggregator", "north")) {
            Path objects = objects(variant, actor);
            String plain = cluster().kubectl("kustomize", objects.resolve("start"));
            assertThat(plain).contains("suspend: false").doesNotContain("kind: Pod\n");
            assertThat(cluster().kubectl("kustomize", objects.resolve("files")))
                    .contains("kind: Pod\n")
                    .doesNotContain("kind: Job");
            accepted(objects);

            patch(objects, "");
            assertThat(cluster().kubectl("kustomize", objects.resolve("start")))
                    .contains(
                            "claimName: existing",
                            "imagePullSecrets:",
                            "nodeSelector:",
                            "tolerations:",
                            "memory: 8Gi",
                            "port: 3128")
                    .doesNotContain("kind: PersistentVolumeClaim");
            accepted(objects);
        }
    }

    @Test
    void a_claim_is_bound_and_files_go_in_under_restricted() throws IOException {
        enforce("restricted");
        Path objects = objects("sgx", "north");
        cluster().kubectl("apply", "-k", objects.resolve("files"), in());

        cluster().kubectl("wait", "--for=condition=Ready", "pod/" + NORTH + "-files", "--timeout=5m", in());

        assertThat(cluster().kubectl("get", "pvc", in(), "--output=jsonpath={.items[*].status.phase}"))
                .isEqualTo("Bound Bound");
        assertThat(cluster()
                        .kubectl(
                                "exec",
                                NORTH + "-files",
                                in(),
                                "--",
                                "sh",
                                "-c",
                                "touch /workspace/data/a /workspace/logs/a; id -u"))
                .isEqualTo("10001\n");
        cluster().kubectl("delete", "pod", NORTH + "-files", in());
    }

    @Test
    void objects_without_sgx_are_refused_by_pod_security_which_the_jobs_events_say() throws Exception {
        enforce("baseline");
        start(objects("direct", "north"));

        cluster().awaitEvent(namespace, "violates PodSecurity \"baseline:latest\": seccompProfile");
    }

    @Test
    void a_profile_of_the_node_is_admitted_instead() throws Exception {
        enforce("restricted");
        Path objects = objects("direct", "north");
        patch(objects, "A seccomp profile");
        start(objects);

        cluster().awaitEvent(namespace, "Created pod: " + NORTH);
    }

    @Test
    void a_quota_for_processors_refuses_a_pod_without_limits_and_admits_one_with() throws IOException {
        cluster().kubectl("create", "quota", "limited", "--hard=limits.cpu=4", in());
        assertThat(cluster().refusal("apply", "-k", objects("sgx", "north").resolve("files"), in()))
                .contains("must specify limits.cpu");

        experiment()
                .experiment()
                .maven()
                .with("openfl.podCpu", "100m:1")
                .run("openfl-gramine:deployment")
                .assertSuccess();
        cluster().kubectl("apply", "-k", objects("sgx", "north").resolve("files"), in());
    }

    @Test
    void a_secret_that_is_missing_or_incomplete_is_named_and_waited_for() throws Exception {
        start(objects("sgx", "north"));
        cluster().awaitEvent(namespace, "secret \"" + NORTH + "-tls\" not found");

        secret(NORTH, "--from-literal=tls.crt=a", "--from-literal=tls.key=b");
        cluster().awaitEvent(namespace, "references non-existent secret key: ca.crt");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named() throws Exception {
        Path objects = objects("sgx", "north");
        secret(NORTH, "--from-literal=tls.crt=a", "--from-literal=tls.key=b", "--from-literal=ca.crt=c");
        cluster()
                .run(
                        "sed",
                        "--in-place",
                        "s/my-experiment:1.0.0/registry.invalid\\/x:1/",
                        objects.resolve("base/actor.yaml"));
        start(objects);

        cluster().awaitEvent(namespace, "Failed to pull image \"registry.invalid/x:1\"");
    }

    @Test
    void a_node_that_has_not_enough_of_sgx_is_not_chosen() throws Exception {
        Path objects = objects("sgx", "north");
        cluster().run("sed", "--in-place", "s/epc: .*/epc: 1Ti/", objects.resolve("base/actor.yaml"));
        start(objects);

        cluster().awaitEvent(namespace, "Insufficient sgx.intel.com/epc");
    }

    @Test
    void a_user_without_rights_is_told_which_are_missing() throws IOException {
        assertThat(cluster().refusal("apply", "-k", objects("sgx", "north").resolve("start"), in(), "--as=nobody"))
                .contains("User \"nobody\" cannot");
    }

    @Test
    void a_volume_that_user_10001_cannot_write_ends_the_job_with_its_owner_and_mode() throws Exception {
        aggregatorOn(volume("mode=755"));

        assertThat(failed())
                .contains(
                        "/ is not writable for user 10001 in group 10001: it belongs to user 0 and group 0, mode 755.");
    }

    @Test
    void a_full_volume_ends_the_job_before_the_training() throws Exception {
        String directory = volume("mode=777,size=16k");
        cluster().run("mkdir", "--mode=777", directory + "/save", directory + "/logs", directory + "/local_state");
        cluster().run("sh", "-c", "cat /dev/zero > " + directory + "/full 2>/dev/null; true");
        aggregatorOn(directory);

        assertThat(failed()).contains("cannot write to save/: No space left on device.");
    }

    /** Mounts a small file system on the node, and returns where. */
    private String volume(String options) {
        String directory = "/tmp/" + namespace;
        cluster().run("mkdir", "-p", directory);
        cluster().run("mount", "-t", "tmpfs", "-o", options, namespace, directory);
        return directory;
    }

    /** Starts the aggregator with a claim that exists, on a directory of the node. */
    private void aggregatorOn(String directory) throws IOException {
        cluster().apply("""
                apiVersion: v1
                kind: PersistentVolume
                metadata: {name: NAME}
                spec:
                  capacity: {storage: 1Gi}
                  accessModes: [ReadWriteOnce]
                  storageClassName: none
                  claimRef: {namespace: NAME, name: existing}
                  hostPath: {path: DIRECTORY}
                ---
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: {name: existing, namespace: NAME}
                spec: {storageClassName: none, volumeName: NAME, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
                """.replace("NAME", namespace).replace("DIRECTORY", directory));
        Path chain = experiment().participants().get("aggregator").resolve("cert/cert_chain.crt");
        secret(AGGREGATOR, "--from-literal=tls.crt=a", "--from-literal=tls.key=b", "--from-file=ca.crt=" + chain);
        Path objects = objects("sgx", "aggregator");
        patch(objects, "A claim that exists");
        start(objects);
    }

    /** Returns what the pod of the failed Job has said. */
    private String failed() {
        cluster().kubectl("wait", "--for=condition=Failed", "job/" + AGGREGATOR, "--timeout=5m", in());
        return cluster().kubectl("logs", "--selector=app.kubernetes.io/instance=" + AGGREGATOR, in());
    }

    private void start(Path objects) {
        cluster().kubectl("apply", "-k", objects.resolve("start"), in());
    }

    private void accepted(Path objects) {
        for (String part : List.of("files", "start")) {
            cluster().kubectl("apply", "--dry-run=server", "--validate=strict", "-k", objects.resolve(part), in());
        }
    }

    private void enforce(String level) {
        cluster().kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=" + level);
    }

    private void secret(String actor, String... files) {
        Object[] words = new Object[files.length + 6];
        System.arraycopy(
                new Object[] {"create", "secret", "generic", actor + "-tls", "--save-config", in()}, 0, words, 0, 6);
        System.arraycopy(files, 0, words, 6, files.length);
        cluster().kubectl("delete", "secret", actor + "-tls", "--ignore-not-found", in());
        cluster().kubectl(words);
    }

    /** Makes patches of a site's file out of their comments. */
    private static void patch(Path objects, String title) throws IOException {
        Path site = objects.resolve("site/kustomization.yaml");
        Files.writeString(site, ClusterExperiment.withPatches(Files.readString(site), title));
    }

    private Path objects(String variant, String actor) throws IOException {
        Path directory = Files.createTempDirectory(DIRECTORY, actor);
        experiment().copyObjects(variant, actor, directory);
        return directory;
    }

    private String in() {
        return "--namespace=" + namespace;
    }

    private static Cluster cluster() {
        return SharedCluster.cluster();
    }

    private static ClusterExperiment experiment() {
        return SharedCluster.experiment();
    }
}
