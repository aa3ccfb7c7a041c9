package io.github.openflgramine.it;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.CollateralReader;
import io.github.openflgramine.dcap.QuoteVerifier;
import io.github.openflgramine.dcap.RefusedQuoteException;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.dcap.VerifiedQuote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A quote with what it is judged by, and variants of it.
 *
 * @param change what was changed, for messages
 */
record JudgedQuote(String change, byte[] quote, byte[] collateral, byte[] root, Instant at) {

    private static final Path DIRECTORY = Path.of("../openfl-gramine-maven-plugin/src/test/resources/attestation");
    private static final Pattern AT = Pattern.compile("\"verify_at_epoch_second\": (\\d+)");
    private static final int PIECES = 9;
    private static final int TEXTS_OF_A_PIECE = 4;
    private static final int VALUE = 3;
    private static final int FIXED_PART = 1014;
    private static final int SECONDS_OF_40_DAYS = 40 * 86400;

    /** The real one, and one of each platform that was made up. */
    static List<JudgedQuote> samples() throws IOException {
        List<JudgedQuote> samples = new ArrayList<>();
        Path real = DIRECTORY.resolve("real-quote");
        samples.add(new JudgedQuote(
                "real-quote",
                Files.readAllBytes(real.resolve("sgx_quote")),
                Files.readAllBytes(real.resolve("sgx_quote_collateral.json")),
                Files.readAllBytes(real.resolve("TrustedRootCA.der")),
                Instant.parse("2025-06-25T00:00:00Z")));
        try (Stream<Path> scenarios = Files.list(DIRECTORY.resolve("scenarios"))) {
            for (Path scenario : scenarios.sorted().toList()) {
                Matcher at = AT.matcher(Files.readString(scenario.resolve("expected.json")));
                at.find();
                samples.add(new JudgedQuote(
                        scenario.getFileName().toString(),
                        Files.readAllBytes(scenario.resolve("quote.bin")),
                        Files.readAllBytes(scenario.resolve("collateral.json")),
                        Files.readAllBytes(scenario.resolve("root.der")),
                        Instant.ofEpochSecond(Long.parseLong(at.group(1)))));
            }
        }
        return samples;
    }

    /** The plugin's judgement: a TCB status, or "refused", its reason behind a colon. */
    String verdict() {
        try {
            VerifiedQuote verified = new QuoteVerifier(
                            TrustedRoot.read(root, "root"), CollateralReader.read(collateral), at)
                    .verify(quote);
            if (verified.enclave().isDebug()) {
                return "refused: debug enclave";
            }
            return verified.status() == TcbStatus.REVOKED
                    ? "refused: Revoked"
                    : verified.status() + " " + String.join(",", verified.advisories());
        } catch (GraminizeException e) {
            return "refused: " + e.problem();
        } catch (RefusedQuoteException e) {
            return "refused: " + e.problem();
        }
    }

    /** One thing of it, or of its surroundings, is another. */
    JudgedQuote changed(Random random, List<JudgedQuote> others) {
        JudgedQuote other = others.get(random.nextInt(others.size()));
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> withQuote("flipped bit", flipped(quote, random.nextInt(8 * quote.length)));
            case 3 -> withQuote("flipped bit", flipped(quote, random.nextInt(8 * FIXED_PART)));
            case 4 -> withQuote("bytes", overwritten(quote, random));
            case 5 -> withQuote("quote of " + other.change, other.quote);
            case 6, 7 -> withCollateral("flipped bit", flipped(collateral, random.nextInt(8 * collateral.length)));
            case 8 -> withCollateral("bytes", overwritten(collateral, random));
            case 9 -> withPieceOf(other, random);
            case 10 ->
                withCollateral(
                        "lines",
                        new String(collateral, StandardCharsets.ISO_8859_1)
                                .replace("\\n", random.nextBoolean() ? "\\r\\n" : "\\n\\n")
                                .getBytes(StandardCharsets.ISO_8859_1));
            default ->
                new JudgedQuote(
                        change + ", another time",
                        quote,
                        collateral,
                        root,
                        at.plusSeconds(random.nextInt(-SECONDS_OF_40_DAYS, SECONDS_OF_40_DAYS)));
        };
    }

    /** One of the nine pieces is the other's. */
    private JudgedQuote withPieceOf(JudgedQuote other, Random random) {
        String[] texts = texts(collateral);
        int value = random.nextInt(PIECES) * TEXTS_OF_A_PIECE + VALUE;
        texts[value] = texts(other.collateral)[value];
        return withCollateral(
                texts[value - 2] + " of " + other.change,
                String.join("\"", texts).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What is between the quotation marks of an object of texts: for each piece its name, a colon, its value, a comma. */
    private static String[] texts(byte[] json) {
        return new String(json, StandardCharsets.ISO_8859_1).split("(?<!\\\\)\"", -1);
    }

    private JudgedQuote withQuote(String what, byte[] other) {
        return new JudgedQuote(change + ", quote: " + what, other, collateral, root, at);
    }

    private JudgedQuote withCollateral(String what, byte[] other) {
        return new JudgedQuote(change + ", collateral: " + what, quote, other, root, at);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static byte[] overwritten(byte[] bytes, Random random) {
        byte[] written = bytes.clone();
        int at = random.nextInt(bytes.length);
        for (int i = at; i < Math.min(bytes.length, at + 1 + random.nextInt(4)); i++) {
            written[i] = (byte) random.nextInt(256);
        }
        return written;
    }
}
