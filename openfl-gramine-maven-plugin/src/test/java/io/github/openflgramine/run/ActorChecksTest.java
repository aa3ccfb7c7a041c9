package io.github.openflgramine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.product.ImageLabels;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ActorChecksTest extends ActorFixture {

    @Test
    void everything_that_is_missing_is_named_at_once_and_nothing_starts() throws IOException {
        Files.delete(directory("aggregator").resolve("plan/cols.yaml"));
        Files.delete(directory("aggregator").resolve("save/flowers_init.pbuf"));
        Files.delete(directory("aggregator").resolve("cert/server/agg_localhost.key"));
        Files.createDirectories(directory("aggregator").resolve("local_state"));
        Files.writeString(directory("aggregator").resolve("local_state/tensor.db"), "");
        Files.delete(device);
        try (ServerSocket other = new ServerSocket(port)) {
            assertThat(other.isBound()).isTrue();
            assertFails(
                    () -> run(aggregator(ActorMode.SGX)),
                    "aggregator cannot start yet, for 6 reasons:",
                    "1. The aggregator localhost lacks ",
                    "2. " + directory("aggregator").resolve("plan/cols.yaml") + " does not exist",
                    "3. The initial model ",
                    "4. " + directory("aggregator").resolve("local_state/tensor.db") + " is from an earlier run",
                    "5. Port " + port,
                    "6. Mode sgx needs the device openfl.sgxDevice=" + device,
                    "BIOS",
                    "Linux 5.11",
                    "driver");
        }
        assertThat(engine.running).isEmpty();
    }

    @Test
    void a_collaborator_without_data_or_a_line_for_them_is_not_started() throws IOException {
        Files.delete(directory("col1").resolve("data/iris.csv"));
        Files.delete(directory("col1").resolve("data"));
        Files.writeString(directory("col1").resolve("plan/data.yaml"), "col2,2\n");

        assertFails(
                () -> run(collaborator(ActorMode.NATIVE)),
                "1. There is no directory " + directory("col1").resolve("data"),
                "has no line for col1 (it lists col2)",
                "collaborator-create -Dopenfl.collaborator=col1");
    }

    @Test
    void a_data_path_has_to_exist_where_it_is_one() throws IOException {
        Files.writeString(directory("col1").resolve("plan/data.yaml"), "col1,data/col1\n");

        assertFails(
                () -> run(collaborator(ActorMode.NATIVE)), directory("col1").resolve("data/col1") + " does not exist");
    }

    @Test
    void a_workspace_with_another_plan_than_the_image_s_is_refused_with_both_digests() throws IOException {
        Files.writeString(directory("aggregator").resolve("plan/plan.yaml"), plan() + "# changed\n");

        assertFails(
                () -> run(aggregator(ActorMode.NATIVE)),
                "image     " + digest(plan()) + "\n    workspace " + digest(plan() + "# changed\n"));
    }

    @Test
    void two_certificates_are_named_where_nobody_says_who_is_meant() throws IOException {
        copy(certified.resolve("col2/cert"), directory("col1").resolve("cert"));

        assertFails(
                () -> run(collaborator(ActorMode.NATIVE)),
                "cert/client holds the certificates of col1 and col2.",
                "-Dopenfl.collaborator=NAME");
    }

    @Test
    void an_attested_image_wants_aesm() throws IOException {
        enclave("dcap");

        assertFails(() -> run(collaborator(ActorMode.SGX)), "Intel's aesmd", "/nowhere/aesm.socket does not exist");
    }

    @Test
    void sealed_directories_are_written_to_in_mode_sgx_alone() throws IOException {
        enclave(
                "none",
                "fs.mounts = [ { path = \"/workspace/local_state\", type = \"encrypted\", uri = \"file:/x\","
                        + " key_name = \"_sgx_mrsigner\" } ]");
        engine.ending("aggregator", 0);

        for (ActorMode mode : List.of(ActorMode.DIRECT, ActorMode.NATIVE)) {
            assertFails(
                    () -> run(aggregator(mode)),
                    "The image seals directories to its enclave, and mode " + mode + " has no enclave",
                    "Start it in mode sgx");
        }
        assertThat(directory("aggregator").resolve("local_state")).doesNotExist();
        assertThat(run(aggregator(ActorMode.SGX))).isZero();
    }

    @Test
    void an_unsigned_image_is_refused_in_mode_sgx() {
        engine.withImage(IMAGE, Instant.EPOCH, Map.of(ImageLabels.PLAN, digest(plan())));

        assertFails(() -> run(collaborator(ActorMode.SGX)), "Image flowers:1 is not signed");
    }
}
