package io.github.openflgramine.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostTest {

    @TempDir
    private Path root;

    private FakeHost fake;

    @BeforeEach
    void aMachineWithoutAnything() {
        fake = new FakeHost(root);
    }

    @Test
    void a_machine_that_says_nothing_has_nothing() throws IOException {
        Host host = fake.host();

        assertThat(host.hasFlag("sgx")).isFalse();
        assertThat(host.processor()).isEmpty();
        assertThat(host.kernel()).isEmpty();
        assertThat(host.epcBytes()).isEmpty();
        assertThat(host.processorHasSgx()).isEmpty();
        assertThat(host.hasSgx2()).isEmpty();
    }

    @Test
    void a_flag_is_a_word_of_its_own() throws IOException {
        assertThat(fake.withFlags("sgx_lc").host().hasFlag("sgx")).isFalse();
        assertThat(fake.withFlags("sgx sgx_lc").host().hasFlag("sgx")).isTrue();
        assertThat(fake.host().processor()).contains("Intel(R) Xeon(R) Test");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"pccs_url\": \"https://pccs.example.org:8081/sgx/certification/v4/\" | pccs.example.org:8081",
                "PCCS_URL=https://localhost:8081/sgx/certification/v3/ | localhost:8081",
                "\"pccs_url\": \"https://user:secret@pccs.example.org/\" | pccs.example.org",
                "// \"pccs_url\": \"https://comment.example.org/\" |",
                "\"use_secure_cert\": true |"
            })
    void the_provisioning_service_is_shown_without_credentials(String line, @Nullable String expected)
            throws IOException {
        assertThat(fake.withQuotes("{\n" + line + "\n}\n").host().provisioningService())
                .isEqualTo(Optional.ofNullable(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "5.10.0-30-amd64, false, false",
        "5.11.0, true, false",
        "5.15.0-91-generic, true, false",
        "6.1.0-18-amd64, true, true",
        "10.0, true, true"
    })
    void releases_are_compared_as_numbers(String release, boolean hasDriver, boolean hasEdmm) throws IOException {
        KernelVersion kernel = fake.withKernel(release).host().kernel().orElseThrow();

        assertThat(kernel.isAtLeast(KernelVersion.SGX)).isEqualTo(hasDriver);
        assertThat(kernel.isAtLeast(KernelVersion.EDMM)).isEqualTo(hasEdmm);
    }

    @Test
    void the_epc_of_all_nodes_counts() throws IOException {
        assertThat(fake.withEpc(0, 3L << 30).withEpc(1, 5L << 30).host().epcBytes())
                .hasValue(8L << 30);
    }

    @Test
    void where_linux_does_not_say_the_epc_the_processor_does() throws IOException {
        fake.withCpuid(7, 0, 0, 1 << 2, 0, 0)
                .withCpuid(0x12, 0, 0b11, 0, 0, 0)
                .withCpuid(0x12, 2, 0x4000_0001, 0, 0xc000_0001, 0x0)
                .withCpuid(0x12, 3, 0x4000_0001, 0, 0x0000_0001, 0x2)
                .withCpuid(0x12, 4, 0, 0, 0, 0);

        assertThat(fake.host().epcBytes()).hasValue((3L << 30) + (8L << 30));
        assertThat(fake.host().processorHasSgx()).contains(true);
        assertThat(fake.host().hasSgx2()).contains(true);
    }

    @Test
    void a_processor_without_sgx_says_so() throws IOException {
        fake.withCpuid(7, 0, 0, 0, 0, 0).withCpuid(0x12, 2, 0, 0, 0, 0);

        assertThat(fake.host().processorHasSgx()).contains(false);
        assertThat(fake.host().epcBytes()).isEmpty();
    }
}
