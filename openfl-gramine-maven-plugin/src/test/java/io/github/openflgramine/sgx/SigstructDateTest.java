package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigstructDateTest {

    @Test
    void is_written_as_binary_coded_decimal() {
        assertThat(SigstructDate.of(LocalDate.of(2026, 11, 23)).bcd()).isEqualTo(0x20261123);
    }

    @Test
    void takes_years_of_four_digits() {
        assertThat(SigstructDate.of(LocalDate.of(0, 1, 2)).bcd()).isEqualTo(0x0102);
        assertThat(SigstructDate.of(LocalDate.of(9999, 12, 31)).bcd()).isEqualTo(0x99991231);
        assertThatThrownBy(() -> SigstructDate.of(LocalDate.of(10_000, 1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a year has four digits: 10000");
    }

    @Test
    void reads_what_it_prints() {
        assertThat(SigstructDate.parse("2026-01-09").orElseThrow()).hasToString("2026-01-09");
    }

    @Test
    void no_date_is_all_zero() {
        assertThat(SigstructDate.parse("0000-00-00")).contains(SigstructDate.NONE);
        assertThat(SigstructDate.NONE).hasToString("0000-00-00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "today", "2026-13-01", "2026-02-30", "20261123", "2026-1-1", "+12026-01-01", "-0001-01-01"})
    void what_is_no_date_is_none(String text) {
        assertThat(SigstructDate.parse(text)).isEmpty();
    }
}
