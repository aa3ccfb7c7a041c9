package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.verify.QuoteVerdicts;
import io.github.openflgramine.verify.VerifyQuote;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Verifies SGX quotes (DCAP, version 3): that an enclave with the expected measurement ran on a genuine Intel platform, in a state
 * that you accept. Works offline, with Intel's collateral in a file. Fails with all objections, each with the option that would
 * accept it.
 *
 * <p>It needs neither a project nor SGX, and reads quotes of any SGX enclave, not only of images of this plugin. The result goes to
 * standard output. Example: {@code mvn … -Dgramine.quote=col1.quote -Dgramine.collateral=collateral.json
 * -Dgramine.measurements=measurements.json -Dopenfl.role=collaborator}.
 */
@Mojo(name = "verify-quote", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class VerifyQuoteMojo extends AbstractGraminizeMojo {

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private ExpectationParameters expected;

    @Parameter
    private FormatParameter format;

    @Parameter
    private ProductionParameter production;

    /** The quote to verify: a raw quote, a request package with a quote, or a directory of these ({@code *.quote}, {@code *.zip}). */
    @Parameter(property = "gramine.quote")
    private @Nullable File quote;

    /**
     * Intel's collateral for the quote: one JSON file with pck_crl_issuer_chain, root_ca_crl, pck_crl, tcb_info_issuer_chain, tcb_info,
     * tcb_info_signature, qe_identity_issuer_chain, qe_identity and qe_identity_signature.
     */
    @Parameter(property = "gramine.collateral")
    private @Nullable File collateral;

    /** The role whose values are expected, if they come from an image with both: {@code aggregator} or {@code collaborator}. */
    @Parameter(property = "openfl.role")
    private @Nullable String role;

    /** The expected first bytes of the report data, as hexadecimal digits. For a request package, its key is expected in any case. */
    @Parameter(property = "gramine.reportData")
    private @Nullable String reportData;

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

    /** The lowest accepted tcbEvaluationDataNumber of the collateral. It guards against old collateral that is still in date. */
    @Parameter(property = "gramine.minTcbEvaluation", defaultValue = "0")
    private int minTcbEvaluation;

    /** A root certificate (PEM or DER) that replaces Intel's, for tests: it gives no protection. Refused in production. */
    @Parameter(property = "gramine.attestationRoot")
    private @Nullable File attestationRoot;

    /** The instant for which the quote is verified, for audits. Default: now. Example: 2026-11-29T12:00:00Z. */
    @Parameter(property = "gramine.at")
    private @Nullable String at;

    @Override
    void run(BuildLog log) throws IOException {
        QuoteVerdicts verdicts = VerifyQuote.judge(new VerifyQuote.Request(
                path(quote).orElseThrow(() -> missing("gramine.quote", "the quote to verify", "col1.quote")),
                path(collateral)
                        .orElseThrow(() ->
                                missing("gramine.collateral", "Intel's collateral for the quote", "collateral.json")),
                expected.expectations(measurements),
                role(),
                Optional.ofNullable(reportData),
                policy(),
                path(attestationRoot),
                at()));
        PrintStream out = System.out;
        out.print(verdicts.text(format.format()));
        out.flush();
        verdicts.requireAcceptance();
    }

    private AttestationPolicy policy() {
        return new AttestationPolicy(
                AttestationPolicy.statuses(acceptedTcb),
                acceptedAdvisories == null ? Set.of() : Set.copyOf(acceptedAdvisories),
                acceptDebug,
                minTcbEvaluation,
                production.isProduction());
    }

    private Optional<Role> role() {
        if (role == null) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(Role.values())
                .filter(known -> known.toString().equals(role))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "openfl.role is %s; expected aggregator or collaborator.".formatted(role), "Correct it.")));
    }

    private Instant at() {
        if (at == null) {
            return Instant.now();
        }
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            throw new GraminizeException(
                    "gramine.at is %s; expected an instant such as 2026-11-29T12:00:00Z.".formatted(at),
                    "Correct it, or omit it for now.",
                    e);
        }
    }
}
