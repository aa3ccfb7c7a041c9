package io.github.openflgramine.enrolment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.attestation.QuoteVerdict;
import io.github.openflgramine.attestation.SeenEvaluations;
import io.github.openflgramine.dcap.CollateralWriter;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.dcap.VerifiedQuote;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.pki.CertificateRequest;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RequestPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.product.MeasurementsDocument;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.CollateralSource;
import io.github.openflgramine.verify.Expectations;
import io.github.openflgramine.verify.QuoteExpectations;
import io.github.openflgramine.verify.VerifyQuote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges by the measurements of an image and the policy of a user whether a key is in an enclave of that image. */
public final class EnclaveJudge {

    private static final String PROPERTY = "gramine.measurements";

    private final Setup setup;
    private final BuildLog log;

    /**
     * What a user expects and accepts.
     *
     * @param measurements the image's measurements.json; without it, no role is attested
     * @param root the root certificate that replaces Intel's
     * @param seen the highest tcbEvaluationDataNumbers seen
     */
    public record Setup(
            Optional<Path> measurements,
            AttestationPolicy policy,
            CollateralSource collateral,
            Optional<Path> root,
            SeenEvaluations seen) {}

    public EnclaveJudge(Setup setup, BuildLog log) {
        this.setup = setup;
        this.log = log;
    }

    /** Returns a judge that does not know what to expect, and so accepts nothing as attested. */
    public static EnclaveJudge withoutMeasurements(BuildLog log) {
        CollateralSource none = new CollateralSource(
                Optional.empty(),
                platform -> {
                    throw new IllegalStateException("without measurements no quote is judged");
                },
                false);
        return new EnclaveJudge(
                new Setup(
                        Optional.empty(),
                        AttestationPolicy.strictest(),
                        none,
                        Optional.empty(),
                        new SeenEvaluations(Path.of("none"))),
                log);
    }

    /** Returns whether certificates of this role stand for enclaves. The measurements say so, and no option. */
    public boolean isAttested(Role role) throws IOException {
        if (setup.measurements().isEmpty()) {
            return false;
        }
        Path file = setup.measurements().get();
        return MeasurementsDocument.parse(
                        ManifestSource.bytes(file, PROPERTY),
                        PROPERTY + "=" + file,
                        "Give the measurements.json of the federation's image.")
                .enclave(role.toString())
                .getOrDefault("attested", "false")
                .equals("true");
    }

    /**
     * Refuses to decide without measurements about something that an attested federation alone has.
     *
     * @param what the subject of the sentence
     */
    void requireMeasurements(String what) {
        if (setup.measurements().isEmpty()) {
            throw new GraminizeException(
                    what + " is from an attested federation, and nothing tells which enclaves are expected.",
                    "Give the image's measurements, received out of band: -Dgramine.measurements=measurements.json.");
        }
    }

    /**
     * Judges a request package, and returns the evidence to keep.
     *
     * @param challenge what the participant was asked
     * @param kept the evidence of the others
     * @throws GraminizeException with all objections
     */
    byte[] accept(Path zip, CertificateRequest request, Challenge challenge, KeptEvidence kept, Instant now)
            throws IOException {
        VerifyQuote.Accepted accepted =
                accept(zip, expected(request.participant(), challenge.nonce().hex()), now);
        VerifiedQuote verified = accepted.verdicts().quotes().get(0).verified().orElseThrow();
        requireOwnProcessor(request.participant(), kept.sharing(verified.ppid(), request.participant()));
        new EnrolmentLog(log)
                .enclaveAccepted(
                        request.participant(),
                        verified.enclave().mrenclave().hex(),
                        verified.status().toString());
        return RequestPackage.evidence(
                request,
                RequestPackage.quote(zip),
                CollateralWriter.write(accepted.collateral()),
                challenge.json(),
                verdict(accepted));
    }

    /**
     * Judges kept evidence.
     *
     * @throws GraminizeException with all objections
     */
    void accept(Path evidence, Participant participant, Instant now) throws IOException {
        accept(evidence, expected(participant, null), now);
    }

    /** Judges the answer to a challenge without accepting anybody, and so without keeping anything. */
    public QuoteVerdict judge(Path zip, Challenge challenge, Instant now) throws IOException {
        requireMeasurements("This enrolment");
        Participant participant = new Participant(challenge.role(), challenge.name());
        return VerifyQuote.judge(
                        request(zip, expected(participant, challenge.nonce().hex()), now), log)
                .quotes()
                .get(0);
    }

    /** @param nonce of the challenge; if null, the one that the evidence has */
    private QuoteExpectations expected(Participant participant, @Nullable String nonce) {
        return new QuoteExpectations(
                expectations(setup),
                Optional.of(participant.role()),
                Optional.empty(),
                Optional.ofNullable(nonce),
                "the challenge");
    }

    private VerifyQuote.Accepted accept(Path zip, QuoteExpectations expected, Instant now) throws IOException {
        return VerifyQuote.accept(request(zip, expected, now), log);
    }

    private VerifyQuote.Request request(Path zip, QuoteExpectations expected, Instant now) {
        return new VerifyQuote.Request(
                zip, setup.collateral(), expected, setup.policy(), setup.root(), now, Optional.of(setup.seen()));
    }

    static Expectations expectations(Setup setup) {
        return new Expectations(
                setup.measurements(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private void requireOwnProcessor(Participant participant, SortedSet<String> sharing) {
        if (sharing.isEmpty()) {
            return;
        }
        SortedSet<String> all = new TreeSet<>(sharing);
        all.add(participant.fileStem());
        String names = String.join(", ", all);
        if (setup.policy().production()) {
            throw new GraminizeException(
                    "One processor has several names: " + names + ".",
                    "In production each participant needs a machine of its own.");
        }
        new EnrolmentLog(log).sharedProcessor(names);
    }

    private byte[] verdict(VerifyQuote.Accepted accepted) throws IOException {
        byte[] text = ResultFormat.JSON.write(accepted.verdicts().summary()).getBytes(StandardCharsets.UTF_8);
        ObjectNode tree = JsonText.parse(text).orElseThrow();
        ObjectNode policy = tree.putObject("policy");
        AttestationPolicy used = setup.policy();
        policy.put("accepted_tcb", joined(used.acceptedTcb().stream().map(TcbStatus::toString)));
        policy.put("accepted_advisories", joined(used.acceptedAdvisories().stream()));
        policy.put("accept_debug", used.acceptDebug());
        policy.put("min_tcb_evaluation", used.minTcbEvaluation());
        policy.put("production", used.production());
        return JsonText.of(tree).getBytes(StandardCharsets.UTF_8);
    }

    private static String joined(Stream<String> names) {
        return String.join(",", names.sorted().toList());
    }
}
