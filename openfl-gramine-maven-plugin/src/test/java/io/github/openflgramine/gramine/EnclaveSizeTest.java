package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnclaveSizeTest {

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "4096,4096,4K",
        "256M,268435456,256M",
        "16G,17179869184,16G",
        "1024G,1099511627776,1024G",
        "0x20000000,536870912,512M",
        "0x10G,17179869184,16G",
        "1536M,1610612736,1536M",
        "65536G,70368744177664,65536G"
    })
    void reads_numbers_with_and_without_a_unit(String text, long bytes, String shown) {
        EnclaveSize size = EnclaveSize.parse(text).orElseThrow();

        assertThat(size.bytes()).isEqualTo(bytes);
        assertThat(size).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "0",
                "0G",
                "-1G",
                "+1G",
                "1.5G",
                "16Q",
                "16g",
                "16 G",
                "010",
                "0x",
                "1_000",
                "16GB",
                "65537G",
                "99999999999999999999G",
                "0xffffffffffffffff",
                "0xfffffffffffffffff",
                "９G"
            })
    void everything_else_is_no_size(String text) {
        assertThat(EnclaveSize.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "4096,4096", "4097,8192", "188743680,268435456"})
    void the_next_power_of_two_holds_so_many_bytes(long bytes, long power) {
        assertThat(EnclaveSize.holding(bytes).bytes()).isEqualTo(power);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0x10000000", "4GB", "4 G", "-4G", "many"})
    void the_parameter_takes_what_gramines_loader_reads(String written) {
        assertThatThrownBy(() -> DeclaredSize.of(written))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("<enclaveSize> (gramine.enclaveSize) is " + written
                        + "; expected a power of 2, usually with M or G. Write it like 4G.");
        assertThat(DeclaredSize.of("4096M").size().bytes()).isEqualTo(4L << 30);
    }
}
