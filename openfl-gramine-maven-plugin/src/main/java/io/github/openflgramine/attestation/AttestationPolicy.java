package io.github.openflgramine.attestation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.TcbStatus;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The states of a genuine platform that a receiver accepts. A revoked platform is never accepted. In production, debug
 * enclaves and roots other than Intel's are not accepted either.
 *
 * @param acceptedTcb the accepted statuses, UpToDate by default
 * @param acceptedAdvisories the ids of accepted advisories, none by default
 * @param acceptDebug whether a debug enclave is accepted, whose memory a debugger can read
 * @param minTcbEvaluation the lowest tcbEvaluationDataNumber, against old collateral that is still in date; 0 for any
 * @param production whether settings for tests are refused
 */
public record AttestationPolicy(
        Set<TcbStatus> acceptedTcb,
        Set<String> acceptedAdvisories,
        boolean acceptDebug,
        int minTcbEvaluation,
        boolean production) {

    static final String ACCEPTED_TCB = "gramine.acceptedTcb";
    static final String ACCEPTED_ADVISORIES = "gramine.acceptedAdvisories";
    static final String ACCEPT_DEBUG = "gramine.acceptDebug";
    static final String MIN_TCB_EVALUATION = "gramine.minTcbEvaluation";
    static final String ATTESTATION_ROOT = "gramine.attestationRoot";

    private static final Pattern ADVISORY = Pattern.compile("INTEL-SA-[0-9]{5}");

    public AttestationPolicy {
        acceptedTcb = Set.copyOf(acceptedTcb);
        acceptedAdvisories = Set.copyOf(acceptedAdvisories);
        if (acceptedTcb.contains(TcbStatus.REVOKED)) {
            throw new GraminizeException(
                    "%s has Revoked, which is never accepted.".formatted(ACCEPTED_TCB), "Remove it.");
        }
        for (String id : acceptedAdvisories) {
            if (!ADVISORY.matcher(id).matches()) {
                throw new GraminizeException(
                        "%s has %s, which is not the id of an advisory.".formatted(ACCEPTED_ADVISORIES, id),
                        "Give ids such as INTEL-SA-00615.");
            }
        }
        if (minTcbEvaluation < 0) {
            throw new GraminizeException(
                    "%s=%d is negative.".formatted(MIN_TCB_EVALUATION, minTcbEvaluation), "Correct it.");
        }
        if (production && acceptDebug) {
            throw new GraminizeException(
                    "%s=true is refused in production: a debug enclave keeps no secret.".formatted(ACCEPT_DEBUG),
                    "Remove it, or gramine.production.");
        }
    }

    /** Returns the default policy: UpToDate only, no advisories, no debug enclave. */
    public static AttestationPolicy strictest() {
        return new AttestationPolicy(EnumSet.of(TcbStatus.UP_TO_DATE), Set.of(), false, 0, false);
    }

    /** Parses statuses by Intel's names. */
    public static Set<TcbStatus> statuses(Collection<String> names) {
        return names.stream()
                .map(name -> TcbStatus.of(name)
                        .orElseThrow(() -> new GraminizeException(
                                "%s has %s, which is not a status.".formatted(ACCEPTED_TCB, name),
                                "Give any of: "
                                        + Arrays.stream(TcbStatus.values())
                                                .filter(status -> status != TcbStatus.REVOKED)
                                                .map(TcbStatus::toString)
                                                .collect(Collectors.joining(", ")))))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(TcbStatus.class)));
    }

    /** Returns the option that would also accept this status. */
    String accepting(TcbStatus status) {
        EnumSet<TcbStatus> all = EnumSet.of(status);
        all.addAll(acceptedTcb);
        return option(ACCEPTED_TCB, all);
    }

    /** Returns the option that would also accept these advisories. */
    String accepting(Collection<String> advisories) {
        Set<String> all = new TreeSet<>(acceptedAdvisories);
        all.addAll(advisories);
        return option(ACCEPTED_ADVISORIES, all);
    }

    static String option(String property, Object value) {
        return "-D%s=%s".formatted(property, value);
    }

    private static String option(String property, Collection<?> values) {
        return option(property, values.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
}
