package io.github.openflgramine.python;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ChildProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PythonFloatTest {

    @TempDir
    private Path scratch;

    @Test
    void powers_of_two_and_their_neighbours_are_written_as_python_writes_them() throws Exception {
        ChildProcess python = ChildProcess.python(scratch, "floats.py");

        assertThat(python.out().lines()).hasSize(3 * 2098).allSatisfy(line -> {
            double number = Double.parseDouble(line.replaceFirst(" .*", ""));
            assertThat(PythonFloat.repr(number)).isEqualTo(line.replaceFirst(".* ", ""));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0.0, 0.0",
        "-0.0, -0.0",
        "-2.5, -2.5",
        "0.0001, 0.0001",
        "-0.00001, -1e-05",
        "1e15, 1000000000000000.0",
        "1e16, 1e+16",
        "-1.25e100, -1.25e+100",
        "NaN, nan",
        "Infinity, inf",
        "-Infinity, -inf",
    })
    void signs_exponents_and_what_is_no_number_are_written_as_python_writes_them(double number, String written) {
        assertThat(PythonFloat.repr(number)).isEqualTo(written);
    }
}
