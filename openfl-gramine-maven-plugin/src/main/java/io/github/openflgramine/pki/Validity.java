package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The validity period of a certificate (RFC 5280, 4.1.2.5). */
public record Validity(Instant notBefore, Instant notAfter) {

    /** OpenFL's default. */
    public static final int DEFAULT_DAYS = 365;

    private static final int MOST_DAYS = 36_500;

    public Validity {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException(notBefore + " is not before " + notAfter);
        }
    }

    /**
     * Returns a period of this many days from now, in whole seconds, the resolution of X.509.
     *
     * @param days 1 to 36500
     * @throws GraminizeException if {@code days} is out of range
     */
    public static Validity days(int days, Clock clock) {
        if (days < 1 || days > MOST_DAYS) {
            throw new GraminizeException(
                    "A certificate cannot be valid for " + days + " days; expected 1 to " + MOST_DAYS + ".",
                    "Change -Dopenfl.certificateDays (the default is " + DEFAULT_DAYS + ").");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Validity(now, now.plus(days, ChronoUnit.DAYS));
    }

    /** Returns this period, ending at the limit at the latest: a leaf is useless after its issuer expires. */
    Validity endingBy(Instant limit) {
        return notAfter.isAfter(limit) ? new Validity(notBefore, limit) : this;
    }
}
