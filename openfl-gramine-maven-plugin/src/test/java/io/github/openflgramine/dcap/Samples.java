package io.github.openflgramine.dcap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Quotes and collateral kept as files; their README says where each came from. */
public final class Samples {

    /** When the collateral of the real quote counted. */
    public static final Instant REAL_AT = Instant.parse("2025-06-25T00:00:00Z");

    private static final Path DIRECTORY = Path.of("src/test/resources/attestation");
    private static final Path REAL = DIRECTORY.resolve("real-quote");

    private Samples() {}

    public static Path realQuoteFile() {
        return REAL.resolve("sgx_quote");
    }

    public static Path realCollateralFile() {
        return REAL.resolve("sgx_quote_collateral.json");
    }

    public static byte[] realQuote() throws IOException {
        return Files.readAllBytes(realQuoteFile());
    }

    public static byte[] realCollateral() throws IOException {
        return Files.readAllBytes(realCollateralFile());
    }

    static byte[] realRoot() throws IOException {
        return Files.readAllBytes(REAL.resolve("TrustedRootCA.der"));
    }

    /** Judges the real quote, or what became of it. */
    static VerifiedQuote verifyReal(byte[] quote, byte[] collateral) throws RefusedQuoteException {
        return new QuoteVerifier(TrustedRoot.intel(), CollateralReader.read(collateral), REAL_AT).verify(quote);
    }

    /** The made-up platforms, a directory each. */
    public static List<Path> scenarios() throws IOException {
        try (Stream<Path> directories = Files.list(DIRECTORY.resolve("scenarios"))) {
            return directories.sorted().toList();
        }
    }
}
