package io.github.openflgramine.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Role;
import io.github.openflgramine.engine.EngineKind;
import io.github.openflgramine.engine.EngineKinds;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ImageLabels;
import io.github.openflgramine.run.ActorMode;
import io.github.openflgramine.run.ImageChoice;
import io.github.openflgramine.run.SgxFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostCheckTest {

    private static final String IMAGE = "flowers:1";

    @TempDir
    private Path root;

    private final List<String> said = new ArrayList<>();
    private final FakeEngine engine = new FakeEngine();
    private FakeHost host;
    private Path device;

    @BeforeEach
    void a_machine_that_can() throws IOException {
        host = new FakeHost(root.resolve("host"))
                .withFlags("sgx sgx_lc")
                .withKernel("6.1.0-18-amd64")
                .withEpc(0, 8L << 30);
        device = Files.createFile(root.resolve("sgx_enclave"));
        engine.withImage(
                IMAGE,
                Instant.EPOCH,
                Map.of(ImageLabels.PLAN, "0", ImageLabels.SIGNED, "true", ImageLabels.WORKSPACE, "flowers"));
        enclave("4G", false, "none");
    }

    @Test
    void a_machine_that_can_run_the_image_gets_a_table_without_a_remedy() throws IOException {
        check(ActorMode.SGX, Optional.of(IMAGE));

        assertThat(said)
                .containsExactly(
                        "ok    processor  Intel(R) Xeon(R) Test with SGX",
                        "ok    kernel     Linux 6.1.0-18-amd64",
                        "ok    device     " + device + " (" + Files.getOwner(device) + ", rw-r--r--)",
                        "ok    EPC        8192 MB, enclave 4G",
                        "ok    aesmd      absent; not needed, as the image has no remote attestation",
                        "ok    engine     Docker 20.10.24 at unix:///fake.sock",
                        "ok    image      flowers:1");
    }

    @Test
    void an_engine_that_cannot_run_it_is_named() throws IOException {
        engine.kind = EngineKinds.docker(EngineKind.Users.ROOTLESS);
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-rw----"));

        assertFails("This machine cannot run flowers:1 in mode sgx: engine.");
        assertThat(said).contains("FAIL  engine     Docker 20.10.24, rootless at unix:///fake.sock");

        said.clear();
        engine.kind = EngineKinds.desktop("linux/arm64");
        assertFails("This machine cannot run flowers:1 in mode sgx: engine.");
        assertThat(said).contains("FAIL  engine     Docker 27.3.1 (Docker Desktop), linux/arm64 at unix:///fake.sock");
    }

    @Test
    void all_that_is_wrong_is_named_at_the_end() throws IOException {
        host.withFlags("sse").withKernel("5.4.0-150-generic");
        Files.delete(device);
        enclave("4G", false, "dcap");

        assertFails("This machine cannot run flowers:1 in mode sgx: processor, kernel, device, aesmd.");
        assertThat(said)
                .contains("FAIL  processor  Intel(R) Xeon(R) Test shows no SGX")
                .contains("FAIL  kernel     Linux 5.4.0-150-generic")
                .contains("                 Linux 5.11 or newer is needed.")
                .contains("FAIL  device     " + device + " does not exist");
    }

    @Test
    void the_processor_tells_a_bios_that_keeps_sgx_off_from_a_machine_without_it() throws IOException {
        host.withFlags("sse").withCpuid(7, 0, 0, 1 << 2, 0, 0).withCpuid(0x12, 2, 0, 0, 0, 0);
        assertFails("processor");
        assertThat(said).contains("                 The processor has SGX but the BIOS disables it: enable it there.");

        host.withCpuid(7, 0, 0, 0, 0, 0);
        assertFails("processor");
        assertThat(said).contains("FAIL  processor  Intel(R) Xeon(R) Test has no SGX");
    }

    @Test
    void a_processor_without_launch_control_is_refused() throws IOException {
        host.withFlags("sgx");

        assertFails("processor");
        assertThat(said).anyMatch(line -> line.contains("without flexible launch control"));
    }

    @Test
    void an_enclave_that_does_not_fit_into_the_epc_runs_slowly() throws IOException {
        enclave("16G", false, "none");

        check(ActorMode.SGX, Optional.of(IMAGE));

        assertThat(said)
                .contains("?     EPC        8192 MB, enclave 16G")
                .anyMatch(line -> line.contains("a smaller gramine.enclaveSize"));
    }

    @Test
    void edmm_wants_linux_6_and_sgx2() throws IOException {
        enclave("4G", true, "none");
        host.withKernel("5.15.0-91-generic").withCpuid(0x12, 0, 0b01, 0, 0, 0);

        assertFails("kernel, SGX2.");
        assertThat(said).contains("                 Linux 6.0 or newer is needed for gramine.edmm.");
    }

    @Test
    void a_device_that_nobody_else_may_write_to_is_open_to_its_owner_alone() throws IOException {
        Files.setPosixFilePermissions(device, PosixFilePermissions.fromString("rw-------"));
        check(ActorMode.SGX, Optional.of(IMAGE));
        assertThat(said).anyMatch(line -> line.startsWith("ok    device") && line.endsWith("rw-------)"));
    }

    @Test
    void without_sgx_only_engine_and_image_count() throws IOException {
        host.withFlags("sse");

        check(ActorMode.DIRECT, Optional.of(IMAGE));

        assertThat(said).hasSize(2);
    }

    @Test
    void an_image_that_is_not_there_or_not_signed_is_a_failure() {
        assertFails(Optional.of("other:1"), "cannot run other:1 in mode sgx: image.");
        engine.withImage(IMAGE, Instant.EPOCH, Map.of(ImageLabels.PLAN, "0"));
        assertFails("image.");
        assertThat(said).contains("FAIL  image      Image flowers:1 is not signed, so mode sgx cannot start it.");
    }

    @Test
    void without_an_image_the_machine_alone_is_looked_at() throws IOException {
        check(ActorMode.SGX, Optional.empty());

        assertThat(said)
                .contains("ok    EPC        8192 MB")
                .contains("ok    image      none given; -Dopenfl.image=… checks what an image needs");
    }

    private void enclave(String size, boolean edmm, String attestation) {
        for (Role role : Role.values()) {
            engine.withFile("/opt/openfl-gramine/" + role.manifestFile(), """
                    [sgx]
                    enclave_size = "%s"
                    edmm_enable = %s
                    remote_attestation = "%s"
                    """.formatted(size, edmm, attestation));
        }
    }

    private void assertFails(String words) {
        assertFails(Optional.of(IMAGE), words);
    }

    private void assertFails(Optional<String> image, String words) {
        assertThatThrownBy(() -> check(ActorMode.SGX, image))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(words);
    }

    private void check(ActorMode mode, Optional<String> image) throws IOException {
        HostVerdict verdict = new HostCheck(
                        host.host(), engine.address(), Clock.systemUTC(), new BuildLog(said::add, said::add))
                .run(
                        engine,
                        new HostCheck.Request(
                                new ImageChoice(Optional.empty(), image),
                                mode,
                                new SgxFiles(device, Path.of("/nowhere/aesm.socket")),
                                Optional.empty(),
                                Optional.empty()));
        JsonNode document = ResultSchema.printed("host-check", verdict.summary());
        boolean isReady = document.get("verdict").asText().equals("ready");
        assertThat(document.get("checks").findValuesAsText("state"))
                .satisfies(states -> assertThat(states.contains("bad")).isNotEqualTo(isReady));
        verdict.requireReady();
    }
}
