package io.github.openflgramine.sgx;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * SIGSTRUCT.DATE (SDM volume 3D, table 34-18): yyyymmdd as binary-coded decimal. {@link #NONE} is zero, written {@code
 * 0000-00-00}.
 *
 * @param bcd the field's number, for example 0x20261123
 */
public record SigstructDate(int bcd) {

    public static final SigstructDate NONE = new SigstructDate(0);

    public static SigstructDate of(LocalDate date) {
        if (date.getYear() < 0 || date.getYear() > 9999) {
            throw new IllegalArgumentException("a year has four digits: " + date.getYear());
        }
        int digits = (date.getYear() * 100 + date.getMonthValue()) * 100 + date.getDayOfMonth();
        return new SigstructDate(Integer.parseUnsignedInt(Integer.toString(digits), 16));
    }

    /** Parses {@code yyyy-mm-dd} or {@code 0000-00-00}. Returns empty if the text is not a date. */
    public static Optional<SigstructDate> parse(String date) {
        if (date.equals("0000-00-00")) {
            return Optional.of(NONE);
        }
        try {
            return Optional.of(of(LocalDate.parse(date)));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns the date as {@code yyyy-mm-dd}, for example {@code 2026-11-23}. */
    @Override
    public String toString() {
        return "%04x-%02x-%02x".formatted(bcd >>> 16, (bcd >>> 8) & 0xff, bcd & 0xff);
    }
}
