package io.github.openflgramine.maven;

import io.github.openflgramine.pki.Validity;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Parameter;

/** How long new certificates are valid. */
final class CertificateDaysParameter implements ParameterGroup {

    /**
     * The number of days for which a new certificate is valid: 1 to 36500. A participant's certificate never outlives its CA.
     * Example: {@code -Dopenfl.certificateDays=90}.
     */
    @Parameter(property = "openfl.certificateDays", defaultValue = "365")
    private int certificateDays;

    int days() {
        return certificateDays;
    }

    /** Returns the validity of a certificate issued now. */
    Validity validity() {
        return Validity.days(certificateDays, Clock.systemUTC());
    }
}
