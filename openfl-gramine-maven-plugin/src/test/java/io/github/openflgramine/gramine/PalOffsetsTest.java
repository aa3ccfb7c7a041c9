package io.github.openflgramine.gramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PalOffsetsTest {

    private static final String FILE =
            new String(Golden.image().content(PalOffsets.FILE).orElseThrow(), StandardCharsets.UTF_8);

    @Test
    void an_images_own_constants_are_read() {
        PalOffsets offsets = PalOffsets.of(Golden.image());

        assertThat(offsets.source()).contains("/usr/lib/python3/dist-packages/_graminelibos_offsets.py");
        for (PalConstant constant : PalConstant.values()) {
            assertThat(offsets.get(constant)).as(constant.name()).isEqualTo(constant.builtIn());
        }
    }

    @Test
    void an_image_without_the_file_gets_the_built_in_table() {
        PalOffsets offsets = PalOffsets.of(new RootfsTar().file("a", "").read());

        assertThat(offsets.source()).isEmpty();
        assertThat(offsets.get(PalConstant.SSA_FRAME_SIZE)).isEqualTo(0x4000);
    }

    @Test
    void another_gramines_values_count_before_the_built_in_ones() {
        PalOffsets offsets = parse(FILE.replace("SSA_FRAME_SIZE = 0x4000", "SSA_FRAME_SIZE = 32768"));

        assertThat(offsets.get(PalConstant.SSA_FRAME_SIZE)).isEqualTo(0x8000);
    }

    @Test
    void a_missing_constant_is_named() {
        assertRefused(
                FILE.replace("TCS_OENTRY", "TCS_ENTRY"),
                "offsets.py lacks TCS_OENTRY; expected Gramine's constants as NAME = 0x…. Install the gramine package again.");
    }

    @ParameterizedTest
    @CsvSource({
        "PAGESIZE,0x1000,0x2000",
        "SSA_FRAME_NUM,0x2,0x0",
        "SSA_FRAME_SIZE,0x4000,0x4001",
        "ENCLAVE_STACK_SIZE,0x40000,0x7ffffffffffff000",
        "ENCLAVE_STACK_SIZE,0x40000,0xfffffffffffff000",
        "DEFAULT_ENCLAVE_BASE,0x0,0x1000",
        "SGX_HEAP_MAX,0x1b0,0x1000",
        "TCS_OGS_BASE,0x38,0xffffffffffffffff"
    })
    void a_value_that_no_gramine_has_is_refused(String name, String was, String value) {
        assertRefused(
                FILE.replaceFirst("(?m)^" + name + " = " + was + "$", name + " = " + value),
                "offsets.py has " + name + " = " + value
                        + ", which is not a value of Gramine 1.5 to 1.9. Install the gramine package again.");
    }

    @Test
    void any_bytes_give_constants_or_a_clear_refusal() {
        Random random = new Random(1);
        byte[] file = FILE.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3000; round++) {
            byte[] bytes = Arrays.copyOf(file, round % 2 == 0 ? file.length : random.nextInt(file.length));
            for (int flips = 0; flips < 5 && bytes.length > 0; flips++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                PalOffsets.parse(bytes, "offsets.py");
            } catch (GraminizeException refused) {
                assertThat(refused).hasMessageStartingWith("offsets.py ");
            }
        }
    }

    private static PalOffsets parse(String text) {
        return PalOffsets.parse(text.getBytes(StandardCharsets.UTF_8), "offsets.py");
    }

    private static void assertRefused(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(message);
    }
}
