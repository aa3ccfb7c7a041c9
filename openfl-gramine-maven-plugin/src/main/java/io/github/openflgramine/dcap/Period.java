package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A time during which something counts: from the first instant on, before the second. */
public record Period(Instant from, Instant until) {

    private static final String REMEDY = "Give collateral of that time: fetch it again, or correct gramine.at.";

    static Period of(X509Certificate certificate) {
        // RFC 5280, 4.1.2.5: notAfter is the last second of validity.
        return new Period(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant().plusSeconds(1));
    }

    /** From thisUpdate to nextUpdate. */
    static Period of(X509CRL list, String what) {
        if (list.getNextUpdate() == null) {
            throw new GraminizeException(what + " has no nextUpdate.", REMEDY);
        }
        return new Period(list.getThisUpdate().toInstant(), list.getNextUpdate().toInstant());
    }

    /** What both have in common; it can be empty. */
    Period and(Period other) {
        return new Period(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }

    /** Refuses what does not count yet, or no longer. */
    void require(Instant at, String what) {
        if (at.isBefore(from)) {
            throw new GraminizeException("%s counts from %s on; judged at %s.".formatted(what, from, at), REMEDY);
        }
        if (!at.isBefore(until)) {
            throw new GraminizeException("%s has expired at %s; judged at %s.".formatted(what, until, at), REMEDY);
        }
    }
}
