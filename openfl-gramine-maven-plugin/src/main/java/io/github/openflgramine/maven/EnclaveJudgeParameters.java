package io.github.openflgramine.maven;

import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.verify.QuoteTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;

/** Which enclaves are accepted, and in which states of their platforms. */
@SuppressWarnings("NullAway.Init")
final class EnclaveJudgeParameters implements ParameterGroup {

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private WorkDirectoryParameter work;

    @Parameter
    private AttestationPolicyParameters policy;

    @Parameter
    private CollateralParameters collateral;

    @Parameter
    private AttestationRootParameter root;

    /** @param hasProject whether the last build of a project here counts, if no measurements are given */
    EnclaveJudge.Setup setup(ServiceConnection connections, Settings settings, boolean hasProject) throws IOException {
        return new EnclaveJudge.Setup(
                measurements.file().or(() -> built(hasProject)),
                policy.policy(),
                collateral.source(connections, settings),
                root.file(),
                QuoteTime.seenBy(System.getenv()));
    }

    private Optional<Path> built(boolean hasProject) {
        return Optional.of(work.directory().resolve(Measurements.FILE))
                .filter(file -> hasProject && Files.exists(file));
    }
}
