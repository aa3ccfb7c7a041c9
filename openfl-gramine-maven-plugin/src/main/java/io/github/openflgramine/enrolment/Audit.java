package io.github.openflgramine.enrolment;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.verify.QuoteExpectations;
import io.github.openflgramine.verify.QuoteVerdicts;
import io.github.openflgramine.verify.VerifyQuote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** {@code audit}: judges kept evidence again. Verdicts about platforms age, and nobody is asked for a new quote. */
public final class Audit {

    private final EnclaveJudge.Setup setup;
    private final BuildLog log;

    public Audit(EnclaveJudge.Setup setup, BuildLog log) {
        this.setup = setup;
        this.log = log;
    }

    /**
     * Judges all evidence.
     *
     * @param evidence a directory, or an answer package
     * @param earlier whether the instant is not now: then kept collateral is used, and the highest numbers seen are not
     */
    public QuoteVerdicts judge(Path evidence, Instant at, boolean earlier) throws IOException {
        if (setup.measurements().isEmpty()) {
            throw new GraminizeException(
                    "Nothing tells which enclaves are expected: gramine.measurements is missing, and there is no project here.",
                    "Give the image's measurements, received out of band: -Dgramine.measurements=measurements.json.");
        }
        if (!Files.exists(evidence)) {
            throw none(evidence);
        }
        return Files.isDirectory(evidence) ? judgeDirectory(evidence, at, earlier) : judgeAnswer(evidence, at, earlier);
    }

    private QuoteVerdicts judgeDirectory(Path directory, Instant at, boolean earlier) throws IOException {
        return VerifyQuote.judge(
                new VerifyQuote.Request(
                        directory,
                        earlier ? setup.collateral() : setup.collateral().renewing(),
                        new QuoteExpectations(
                                EnclaveJudge.expectations(setup),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                QuoteExpectations.NONCE),
                        setup.policy(),
                        setup.root(),
                        at,
                        earlier ? Optional.empty() : Optional.of(setup.seen())),
                log);
    }

    private QuoteVerdicts judgeAnswer(Path zip, Instant at, boolean earlier) throws IOException {
        SortedMap<String, String> all = AnswerPackage.evidence(zip);
        if (all.isEmpty()) {
            throw none(zip);
        }
        Path directory = Files.createTempDirectory("openfl-gramine-evidence");
        KeptEvidence unpacked = new KeptEvidence(directory);
        try {
            for (Map.Entry<String, String> each : all.entrySet()) {
                unpacked.write(each.getKey(), each.getValue().getBytes(StandardCharsets.ISO_8859_1));
            }
            return judgeDirectory(directory, at, earlier);
        } finally {
            unpacked.delete();
        }
    }

    private static GraminizeException none(Path evidence) {
        return new GraminizeException(
                "There is no evidence in " + evidence + ".",
                "Give the directory evidence/ of a participant or of the authority, or a later answer package:"
                        + " -Dopenfl.evidence=…");
    }
}
