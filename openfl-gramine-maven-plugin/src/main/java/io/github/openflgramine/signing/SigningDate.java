package io.github.openflgramine.signing;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.product.OutputTimestamp;
import io.github.openflgramine.sgx.SigstructDate;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Chooses the date of a SIGSTRUCT: the first of several sources that is set, so that the same sources give the same
 * bytes.
 *
 * @param given {@code gramine.date}, yyyy-mm-dd or 0000-00-00
 * @param outputTimestamp {@code project.build.outputTimestamp}: ISO 8601 or seconds; a value of one character disables it
 * (Maven's guide to reproducible builds)
 * @param sourceDateEpoch SOURCE_DATE_EPOCH: seconds since 1970
 */
public record SigningDate(Optional<String> given, Optional<String> outputTimestamp, Optional<String> sourceDateEpoch) {

    /**
     * Returns the date of the first source that is set.
     *
     * @param clock supplies today's date if none is
     */
    public SigstructDate choose(Clock clock) {
        if (given.isPresent()) {
            return SigstructDate.parse(given.get())
                    .orElseThrow(() -> wrong("gramine.date", given.get(), "a date such as 2026-11-23, or 0000-00-00"));
        }
        return outputTimestamp
                .flatMap(OutputTimestamp::of)
                .or(() -> sourceDateEpoch
                        .filter(value -> !value.isBlank())
                        .map(value -> OutputTimestamp.parse("SOURCE_DATE_EPOCH", value)))
                .map(SigningDate::day)
                .orElseGet(() -> SigstructDate.of(LocalDate.now(clock.withZone(ZoneOffset.UTC))));
    }

    private static SigstructDate day(Instant instant) {
        return SigstructDate.of(instant.atOffset(ZoneOffset.UTC).toLocalDate());
    }

    private static GraminizeException wrong(String name, String value, String expected) {
        return new GraminizeException(name + "=" + value + " is not " + expected + ".", "Correct it or omit it.");
    }
}
