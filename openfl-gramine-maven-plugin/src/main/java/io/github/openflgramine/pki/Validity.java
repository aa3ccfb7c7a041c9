package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** From when until when a certificate counts (RFC 5280, 4.1.2.5); whole seconds, since X.509 knows no smaller ones. */
public record Validity(Instant notBefore, Instant notAfter) {

    /** What OpenFL itself gives. */
    public static final int DEFAULT_DAYS = 365;

    private static final int MOST_DAYS = 36_500;

    public Validity {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException(notBefore + " is not before " + notAfter);
        }
    }

    /** So many days from now. */
    public static Validity days(int days, Clock clock) {
        if (days < 1 || days > MOST_DAYS) {
            throw new GraminizeException(
                    "A certificate cannot be valid for " + days + " days; expected 1 to " + MOST_DAYS + ".",
                    "Change -Dopenfl.certificateDays (the default is " + DEFAULT_DAYS + ").");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return new Validity(now, now.plus(days, ChronoUnit.DAYS));
    }

    /** The same, ending no later than this: a leaf is worth nothing after its issuer's end. */
    Validity endingBy(Instant limit) {
        return notAfter.isAfter(limit) ? new Validity(notBefore, limit) : this;
    }
}
