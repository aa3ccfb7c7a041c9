package io.github.openflgramine.cli;

import io.github.openflgramine.enrolment.EnclaveJudge;
import io.github.openflgramine.verify.QuoteTime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which enclaves are accepted, and in which states of their platforms. */
@SuppressWarnings("NullAway.Init")
final class EnclaveJudgeOptions {

    @Option(
            names = "--measurements",
            descriptionKey = "gramine.measurements",
            paramLabel = "FILE",
            description = "The measurements.json of the federation's image. An attested federation needs it.")
    private @Nullable Path measurements;

    @Mixin
    private CollateralOptions collateral;

    @Mixin
    private QuotePolicyOptions policy;

    EnclaveJudge.Setup setup(Surroundings here) throws IOException {
        return new EnclaveJudge.Setup(
                Optional.ofNullable(measurements),
                policy.policy(),
                collateral.source(here),
                policy.root(),
                QuoteTime.seenBy(here.environment()));
    }
}
