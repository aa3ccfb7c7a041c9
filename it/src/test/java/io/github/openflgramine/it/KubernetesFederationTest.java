package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Follows docs/deployment.md word by word on a real cluster, in a namespace that enforces the Pod Security level restricted, with
 * the stand-in for Gramine.
 */
@Tag("heavy")
@ExtendWith(SharedCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class KubernetesFederationTest {

    private static final Path PAGE = Path.of("../docs/deployment.md");
    private static final String LAST = "my-experiment_last.pbuf";
    private static final String ROUNDS = "logs/aggregator_metrics.txt";

    private static Cluster cluster;
    private static ClusterExperiment experiment;
    private static List<ManualChapter.Step> steps;

    @BeforeAll
    static void participants() throws IOException {
        cluster = SharedCluster.cluster();
        experiment = SharedCluster.experiment();
        steps = ManualChapter.read(PAGE, "Step by step", ClusterExperiment.AGGREGATOR)
                .steps();
    }

    @Test
    @Order(1)
    void the_page_has_a_step_for_each_participant() {
        assertThat(steps)
                .extracting(ManualChapter.Step::machine)
                .containsExactly("administrator", "aggregator", "hospital", "aggregator");
    }

    @Test
    @Order(2)
    void each_puts_its_files_in_and_starts() {
        follow(0, "aggregator");
        follow(1, "aggregator");
        follow(2, "north");
        follow(2, "south");
        assertThat(kubectl("get", "namespace", ClusterExperiment.NAMESPACE, "--output=yaml"))
                .contains("pod-security.kubernetes.io/enforce: restricted");
    }

    @Test
    @Order(3)
    void a_collaborator_that_is_killed_and_an_aggregator_on_a_drained_node_come_back() throws InterruptedException {
        awaitRound("\"round_number\": 0");
        kubectl("delete", "pod", "--selector=app.kubernetes.io/instance=my-experiment-north", "--now");
        awaitPod("north");

        String first = pod("aggregator");
        kubectl(
                "drain",
                "node",
                "--pod-selector=app.kubernetes.io/instance=my-experiment-aggregator",
                "--force",
                "--delete-emptydir-data",
                "--timeout=5m");
        kubectl("uncordon", "node");
        cluster.await(name -> !name.isBlank() && !name.contains(first), names("aggregator"));
        assertThat(kubectl("get", "job", "my-experiment-aggregator", "--output=jsonpath={.status.failed}"))
                .isBlank();
    }

    @Test
    @Order(4)
    void an_aggregator_that_is_killed_begins_with_the_initial_model_again_and_says_so() throws InterruptedException {
        awaitPod("aggregator");
        // The metrics also have the rounds of the run before. This run has put that one's model aside, and saved its
        // own.
        cluster.await(
                saved -> saved.lines().toList().containsAll(List.of(LAST, LAST + ".earlier")),
                "exec",
                "job/my-experiment-aggregator",
                "--",
                "ls",
                "/workspace/save");
        kubectl("delete", "pod", pod("aggregator"), "--now");
        awaitPod("aggregator");

        cluster.await(
                log -> log.contains("of an earlier run: there is nothing to resume it from, so this run begins with the"
                        + " initial model."),
                "logs",
                "job/my-experiment-aggregator");
    }

    @Test
    @Order(5)
    void the_trained_model_is_handed_out() throws IOException {
        Path aggregator = experiment.participants().get("aggregator");
        follow(3, "aggregator");

        assertThat(aggregator.resolve("my-experiment_best.pbuf")).isNotEmptyFile();
        assertThat(Files.readString(aggregator.resolve(ROUNDS))).contains("\"round_number\": 11");
        for (String hospital : List.of("north", "south")) {
            kubectl("wait", "--for=condition=Complete", "job/my-experiment-" + hospital, "--timeout=5m");
        }
    }

    @Test
    @Order(6)
    void applying_again_changes_nothing() {
        for (String actor : List.of("aggregator", "north")) {
            assertThat(kubectl("apply", "-k", objects(actor).resolve("start")))
                    .doesNotContain("created")
                    .doesNotContain("configured");
        }
    }

    @Test
    @Order(7)
    void a_new_release_starts_with_the_same_certificates_once_the_job_is_deleted() throws IOException {
        cluster.run(
                "sed",
                "--in-place",
                "s/my-experiment:1.0.0/my-experiment:1.0.1/",
                objects("north").resolve("base/actor.yaml"));
        assertThat(cluster.refusal("apply", "-k", objects("north").resolve("start")))
                .contains("field is immutable");

        ManualChapter release = ManualChapter.read(PAGE, "A new release", ClusterExperiment.AGGREGATOR);
        assertThat(release.steps()).hasSize(1);
        cluster.shell(
                experiment.participants().get("north"), release.steps().get(0).commands());

        assertThat(kubectl(
                        "get",
                        "job",
                        "my-experiment-north",
                        "--output=jsonpath={.spec.template.spec.containers[0].image} {.spec.suspend}"))
                .isEqualTo("my-experiment:1.0.1 false");
    }

    private static void follow(int step, String actor) {
        String commands = steps.get(step)
                .commands()
                .replace("NAMESPACE", ClusterExperiment.NAMESPACE)
                .replace("north", actor.equals("aggregator") ? "north" : actor);
        cluster.shell(experiment.participants().get(actor), commands)
                .lines()
                .forEach(line -> System.out.println("    | " + line));
    }

    private static Path objects(String actor) {
        return experiment.participants().get(actor).resolve("my-experiment-" + actor);
    }

    private static Object[] names(String actor) {
        return new Object[] {
            "get",
            "pods",
            "--selector=app.kubernetes.io/instance=my-experiment-" + actor,
            "--field-selector=status.phase=Running",
            "--output=jsonpath={.items[*].metadata.name}"
        };
    }

    private static String pod(String actor) {
        return kubectl(names(actor)).strip();
    }

    private static void awaitPod(String actor) throws InterruptedException {
        cluster.await(name -> !name.isBlank(), names(actor));
    }

    /** Returns when the aggregator, as it is now, has written this to its metrics. */
    private static void awaitRound(String text) throws InterruptedException {
        cluster.await(
                rounds -> rounds.contains(text),
                "exec",
                "job/my-experiment-aggregator",
                "--",
                "sh",
                "-c",
                "cat /workspace/" + ROUNDS + " || true");
    }

    private static String kubectl(Object... words) {
        return cluster.kubectl(words);
    }
}
