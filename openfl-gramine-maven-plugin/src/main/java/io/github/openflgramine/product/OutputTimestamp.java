package io.github.openflgramine.product;

import io.github.openflgramine.GraminizeException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The time of a reproducible build's outputs: {@code project.build.outputTimestamp} and {@code SOURCE_DATE_EPOCH}. */
public final class OutputTimestamp {

    static final String PROPERTY = "project.build.outputTimestamp";

    private OutputTimestamp() {}

    /** Parses the property's value. A single character means no time (Maven's guide to reproducible builds). */
    public static Optional<Instant> of(String value) {
        return value.length() > 1 ? Optional.of(parse(PROPERTY, value)) : Optional.empty();
    }

    /** Parses ISO 8601, or seconds since 1970. */
    public static Instant parse(String name, String value) {
        try {
            Instant time = value.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(value))
                    : OffsetDateTime.parse(value).toInstant();
            // Date formats and clocks end there.
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
