package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A period of validity: from the first instant, up to but not including the second. */
public record Period(Instant from, Instant until) {

    private static final String REMEDY = "Give collateral of that time: fetch it again, or correct gramine.at.";

    static Period of(X509Certificate certificate) {
        // notAfter is the last second of validity (RFC 5280, section 4.1.2.5).
        return new Period(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant().plusSeconds(1));
    }

    /** Returns the period from thisUpdate to nextUpdate. */
    static Period of(X509CRL list, String what) {
        if (list.getNextUpdate() == null) {
            throw new GraminizeException(what + " has no nextUpdate.", REMEDY);
        }
        return new Period(list.getThisUpdate().toInstant(), list.getNextUpdate().toInstant());
    }

    /** Returns the period in which both are valid. It can be empty. */
    Period and(Period other) {
        return new Period(
                from.isAfter(other.from) ? from : other.from, until.isBefore(other.until) ? until : other.until);
    }

    /**
     * Requires that the period includes an instant.
     *
     * @param what the name in messages of what is valid in this period
     */
    void require(Instant at, String what) {
        if (at.isBefore(from)) {
            throw new GraminizeException("%s is not valid before %s; judged at %s.".formatted(what, from, at), REMEDY);
        }
        if (!at.isBefore(until)) {
            throw new GraminizeException("%s has expired at %s; judged at %s.".formatted(what, until, at), REMEDY);
        }
    }
}
