package io.github.openflgramine.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningDateTest {

    private static final String TIMESTAMP = "2025-02-03T23:30:00-01:00";
    private static final String EPOCH = "1700000000";

    /** The local date is already the next day. */
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T22:00:00Z"), ZoneId.of("Asia/Tokyo"));

    @Test
    void the_first_source_that_is_given_counts() {
        assertThat(choose("2024-01-02", TIMESTAMP, EPOCH)).isEqualTo("2024-01-02");
        assertThat(choose(null, TIMESTAMP, EPOCH)).isEqualTo("2025-02-04");
        assertThat(choose(null, null, EPOCH)).isEqualTo("2023-11-14");
        assertThat(choose(null, null, null)).isEqualTo("2026-11-23");
    }

    @Test
    void no_date_at_all_can_be_asked_for() {
        assertThat(choose("0000-00-00", TIMESTAMP, EPOCH)).isEqualTo("0000-00-00");
    }

    @Test
    void the_timestamp_may_be_seconds() {
        assertThat(choose(null, EPOCH, null)).isEqualTo("2023-11-14");
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "0"})
    void a_timestamp_of_one_character_means_none(String timestamp) {
        assertThat(choose(null, timestamp, EPOCH)).isEqualTo("2023-11-14");
    }

    @ParameterizedTest
    @CsvSource({"''", "' '"})
    void an_empty_variable_means_none(String epoch) {
        assertThat(choose(null, null, epoch)).isEqualTo("2026-11-23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "23.11.2026", "today", "", "2026-11-23T00:00:00Z"})
    void a_wrong_date_is_refused(String date) {
        assertThatThrownBy(() -> choose(date, null, null))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("gramine.date=" + date + " is not a date such as 2026-11-23, or 0000-00-00."
                        + " Correct it or omit it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-11-23", "-17", "1700000000000", "99999999999999999999"})
    void a_wrong_time_is_refused_with_its_sources_name(String time) {
        String problem = "=" + time + " is not a time such as 2026-11-23T00:00:00Z, or seconds since 1970.";
        assertThatThrownBy(() -> choose(null, time, null))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("project.build.outputTimestamp" + problem);
        assertThatThrownBy(() -> choose(null, null, time))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("SOURCE_DATE_EPOCH" + problem);
    }

    private static String choose(
            @Nullable String given, @Nullable String outputTimestamp, @Nullable String sourceDateEpoch) {
        return new SigningDate(
                        Optional.ofNullable(given),
                        Optional.ofNullable(outputTimestamp),
                        Optional.ofNullable(sourceDateEpoch))
                .choose(CLOCK)
                .toString();
    }
}
