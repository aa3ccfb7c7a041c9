package io.github.openflgramine.maven;

import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.SigningDate;
import java.time.Clock;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Parameters of all goals that create a SIGSTRUCT. */
final class SigstructParameters implements ParameterGroup {

    /**
     * The date in the SIGSTRUCT: {@code yyyy-mm-dd} or {@code 0000-00-00}. Default: the date in
     * {@code project.build.outputTimestamp}, else in the environment variable SOURCE_DATE_EPOCH, else today (UTC).
     */
    @Parameter(property = "gramine.date")
    private @Nullable String date;

    /** @param goal supplies the build's output timestamp */
    SigstructDate date(AbstractGraminizeMojo goal) {
        return new SigningDate(
                        Optional.ofNullable(date),
                        goal.outputTimestamp(),
                        Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")))
                .choose(Clock.systemUTC());
    }
}
