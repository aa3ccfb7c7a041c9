package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.graminize.TestOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThreadNeedsTest {

    @ParameterizedTest
    @CsvSource({"2, 1, 20", "16, 1, 46", "32, 1, 62", "64, 1, 94", "16, 8, 60"})
    void they_grow_with_the_cores_and_with_the_numeric_libraries_pools(int cores, int numericThreads, int threads) {
        assertThat(ThreadNeeds.on(cores, numericThreads)).isEqualTo(threads);
    }

    @Test
    void an_enclave_with_too_few_is_told_how_many_it_needs() {
        assertThat(ThreadNeeds.shortage(32, TestOptions.capacity("4G", 64))).isEmpty();
        assertThat(ThreadNeeds.shortage(64, TestOptions.capacity("4G", 64)))
                .hasValue(new ThreadNeeds.Shortage(
                        "gramine.maxThreads=64 is too low for a machine with 64 cores (gramine.cores): gRPC, OpenFL and the numeric"
                                + " libraries (gramine.numericThreads=1) may run 94 threads at once.",
                        "Raise it to 128, or set gramine.cores to the cores of the largest machine."));
    }
}
