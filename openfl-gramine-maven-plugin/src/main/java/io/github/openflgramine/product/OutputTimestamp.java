package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** {@code project.build.outputTimestamp} and {@code SOURCE_DATE_EPOCH}: the time that a reproducible build gives to what it makes. */
public final class OutputTimestamp {

    static final String PROPERTY = "project.build.outputTimestamp";

    private OutputTimestamp() {}

    /** Of the property's value; one of a single character means none (Maven's guide to reproducible builds). */
    public static Optional<Instant> of(String value) {
        return value.length() > 1 ? Optional.of(parse(PROPERTY, value)) : Optional.empty();
    }

    /** ISO 8601, or seconds since 1970. */
    public static Instant parse(String name, String value) {
        try {
            Instant time = value.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
            // Neither formats of dates nor anybody's clock go further.
            if (time.atOffset(ZoneOffset.UTC).getYear() <= 9999) {
                return time;
            }
            throw new DateTimeException("beyond the year 9999");
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new GraminizeException(
                    name + "=" + value + " is not a time such as 2026-11-23T00:00:00Z, or seconds since 1970.",
                    "Correct it or omit it.");
        }
    }
}
