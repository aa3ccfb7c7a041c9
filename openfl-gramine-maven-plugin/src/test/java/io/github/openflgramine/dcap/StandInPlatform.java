package io.github.openflgramine.dcap;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Wrote the processor that the stand-in for Gramine has: {@code it/gramine-standin/platform}. Its keys are public, and everything
 * is valid until 2049, so that the tests never have to write it again.
 */
final class StandInPlatform {

    private static final HexFormat HEX = HexFormat.of();
    private static final Instant FROM = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant UNTIL = Instant.parse("2049-12-31T00:00:00Z");

    private StandInPlatform() {}

    /** Writes the files to the directory that is given. */
    public static void main(String[] arguments) throws IOException {
        FakePlatform platform = new FakePlatform();
        for (FakeCertificate certificate :
                new FakeCertificate[] {platform.root, platform.authority, platform.pck, platform.signing}) {
            certificate.from = FROM;
            certificate.until = UNTIL;
        }
        for (FakeRevocationList list : new FakeRevocationList[] {platform.rootCrl, platform.pckCrl}) {
            list.from = FROM;
            list.until = UNTIL;
        }
        platform.tcbInfo.put("issueDate", FROM.toString()).put("nextUpdate", UNTIL.toString());
        platform.qeIdentity.put("issueDate", FROM.toString()).put("nextUpdate", UNTIL.toString());
        platform.ppid = HEX.parseHex("57414e44494e0000000000000000cafe");
        Quote quote = QuoteReader.read(platform.quote());
        Map<String, String> enclave = new LinkedHashMap<>();
        enclave.put("attestation_key", "%064x".formatted(((ECPrivateKey) platform.attestationKey.getPrivate()).getS()));
        enclave.put("attestation_point", quote.attestationKey().hex());
        enclave.put("qe_report", quote.qeReport().hex());
        enclave.put("qe_report_signature", quote.qeReportSignature().hex());
        enclave.put("authentication_data", quote.authenticationData().hex());
        enclave.put("pck_chain", HEX.formatHex((quote.pckChain() + "\0").getBytes(StandardCharsets.US_ASCII)));
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(directory.resolve("quoting-enclave.json").toFile(), enclave);
        Files.write(directory.resolve("collateral.json"), platform.collateral());
        Files.writeString(directory.resolve("root.pem"), FakeCertificate.pem(platform.rootDer()));
    }
}
