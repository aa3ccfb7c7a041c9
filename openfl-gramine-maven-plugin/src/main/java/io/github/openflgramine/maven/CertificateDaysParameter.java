package io.github.openflgramine.maven;

import io.github.openflgramine.pki.Validity;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** How long new certificates are valid. */
final class CertificateDaysParameter implements ParameterGroup {

    private static final int ATTESTED = 90;

    /**
     * The number of days for which a new certificate is valid: 1 to 36500. A participant's certificate never outlives its CA. Default:
     * 365, or 90 for an attested participant, because verdicts about platforms age. Example: {@code -Dopenfl.certificateDays=30}.
     */
    @Parameter(property = "openfl.certificateDays")
    private @Nullable Integer certificateDays;

    int days() {
        return certificateDays == null ? Validity.DEFAULT_DAYS : certificateDays;
    }

    /** Returns the validity of a certificate of an attested participant, or another one, issued now. */
    Validity validity(boolean attested) {
        return attested && certificateDays == null ? Validity.days(ATTESTED, Clock.systemUTC()) : validity();
    }

    /** Returns the validity of a certificate issued now. */
    Validity validity() {
        return Validity.days(days(), Clock.systemUTC());
    }
}
