package io.github.openflgramine.maven;

import io.github.openflgramine.verify.QuoteTime;
import java.time.Clock;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The instant for which quotes are judged. */
final class JudgedAtParameter implements ParameterGroup {

    /** The instant for which quotes are judged, for audits. Default: now. Example: 2026-11-29T12:00:00Z. */
    @Parameter(property = "gramine.at")
    private @Nullable String at;

    QuoteTime time() {
        return QuoteTime.of(at, Clock.systemUTC(), System.getenv());
    }
}
