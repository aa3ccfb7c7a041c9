package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecInfoTest {

    @ParameterizedTest
    @CsvSource({
        "true, false, false, 0x201, REG:R--",
        "true, true, false, 0x203, REG:RW-",
        "true, false, true, 0x205, REG:R-X",
        "false, false, false, 0x200, REG:---"
    })
    void permissions_are_the_bits_of_the_sdm(boolean r, boolean w, boolean x, String flags, String shown) {
        SecInfo secInfo = SecInfo.regular(r, w, x);

        assertThat(secInfo.flags()).isEqualTo(Long.decode(flags));
        assertThat(secInfo).hasToString(shown);
    }
}
