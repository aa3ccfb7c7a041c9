package io.github.openflgramine.maven;

import io.github.openflgramine.attestation.AttestationPolicy;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Which states of a platform are accepted. */
@SuppressWarnings("NullAway.Init")
final class AttestationPolicyParameters implements ParameterGroup {

    @Parameter
    private ProductionParameter production;

    /**
     * The accepted TCB statuses, by Intel's names, separated by commas: UpToDate, SWHardeningNeeded, ConfigurationNeeded,
     * ConfigurationAndSWHardeningNeeded, OutOfDate, OutOfDateConfigurationNeeded. Revoked is never accepted.
     */
    @Parameter(property = "gramine.acceptedTcb", defaultValue = "UpToDate")
    private List<String> acceptedTcb;

    /** The accepted security advisories, separated by commas. Example: INTEL-SA-00289,INTEL-SA-00615. */
    @Parameter(property = "gramine.acceptedAdvisories")
    private @Nullable List<String> acceptedAdvisories;

    /** Whether a debug enclave is accepted, although its memory can be read from outside. Refused in production. */
    @Parameter(property = "gramine.acceptDebug", defaultValue = "false")
    private boolean acceptDebug;

    /**
     * The lowest accepted tcbEvaluationDataNumber of the collateral. It guards against old collateral that is still in date. The highest
     * number that this user has seen of the same kind of processor is always required, except with {@code gramine.at}.
     */
    @Parameter(property = "gramine.minTcbEvaluation", defaultValue = "0")
    private int minTcbEvaluation;

    AttestationPolicy policy() {
        return new AttestationPolicy(
                AttestationPolicy.statuses(acceptedTcb),
                acceptedAdvisories == null ? Set.of() : Set.copyOf(acceptedAdvisories),
                acceptDebug,
                minTcbEvaluation,
                production.isProduction());
    }
}
