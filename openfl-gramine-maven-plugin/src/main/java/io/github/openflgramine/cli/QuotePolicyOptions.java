package io.github.openflgramine.cli;

import io.github.openflgramine.attestation.AttestationPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The states of platforms in which quotes are accepted. */
@SuppressWarnings("NullAway.Init")
final class QuotePolicyOptions {

    @Option(
            names = "--accepted-tcb",
            descriptionKey = "gramine.acceptedTcb",
            paramLabel = "STATUS",
            split = ",",
            defaultValue = "UpToDate",
            description = "The accepted TCB statuses, separated by commas. Default: ${DEFAULT-VALUE}.")
    private List<String> acceptedTcb;

    @Option(
            names = "--accepted-advisories",
            descriptionKey = "gramine.acceptedAdvisories",
            paramLabel = "ID",
            split = ",",
            description = "The accepted security advisories, separated by commas.")
    private @Nullable Set<String> acceptedAdvisories;

    @Option(
            names = "--accept-debug",
            descriptionKey = "gramine.acceptDebug",
            arity = "0..1",
            fallbackValue = "true",
            description = "Accept a debug enclave, although its memory can be read from outside.")
    private boolean acceptDebug;

    @Option(
            names = "--min-tcb-evaluation",
            descriptionKey = "gramine.minTcbEvaluation",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "The lowest accepted tcbEvaluationDataNumber of the collateral. Default: ${DEFAULT-VALUE}.")
    private int minTcbEvaluation;

    @Option(
            names = "--attestation-root",
            descriptionKey = "gramine.attestationRoot",
            paramLabel = "FILE",
            description = "A root certificate that replaces Intel's, for tests: it gives no protection.")
    private @Nullable Path attestationRoot;

    @Mixin
    private ProductionOption production;

    AttestationPolicy policy() {
        return new AttestationPolicy(
                AttestationPolicy.statuses(acceptedTcb),
                acceptedAdvisories == null ? Set.of() : acceptedAdvisories,
                acceptDebug,
                minTcbEvaluation,
                production.production);
    }

    Optional<Path> root() {
        return Optional.ofNullable(attestationRoot);
    }
}
