package io.github.openflgramine.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The zip in which a collaborator sends its request to the authority. */
public final class RequestPackage {

    private static final String QUOTE = ".quote";
    private static final String CHALLENGE = "challenge.json";

    private RequestPackage() {}

    /** Returns the file name that {@code fx} uses for the request. */
    public static String fileName(Participant participant) {
        return participant.fileStem() + "_to_agg_cert_request.zip";
    }

    public static byte[] zip(CertificateRequest request) {
        return CertPackage.of(Map.of(request.participant().fileStem() + ".csr", request.pem()))
                .zip();
    }

    /** Reads the only request in the zip. An older certificate that {@code fx} may have added is ignored. */
    public static CertificateRequest read(Path zip) throws IOException {
        Map.Entry<String, String> request = CertPackage.read(zip).only(".csr", zip);
        return CertificateRequest.ofPem(request.getValue(), zip + "!" + request.getKey());
    }

    /** Returns the only quote in the zip, {@code *.quote}, as raw bytes without checking it. */
    public static byte[] quote(Path zip) throws IOException {
        return CertPackage.read(zip).only(QUOTE, zip).getValue().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns the collateral in the zip, which kept evidence has, without checking it. */
    public static Optional<byte[]> collateral(Path zip) throws IOException {
        return Optional.ofNullable(CertPackage.read(zip).files().get(CertPackage.COLLATERAL))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Returns the challenge in the zip, which kept evidence has, without checking it. */
    public static Optional<byte[]> challenge(Path zip) throws IOException {
        return Optional.ofNullable(CertPackage.read(zip).files().get(CHALLENGE))
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Returns evidence: a request with its quote, and what it was judged with.
     *
     * @param verdict the verdict, in a form for people and programs
     */
    public static byte[] evidence(
            CertificateRequest request, byte[] quote, byte[] collateral, byte[] challenge, byte[] verdict) {
        String stem = request.participant().fileStem();
        return CertPackage.of(Map.of(
                        stem + ".csr",
                        request.pem(),
                        stem + QUOTE,
                        text(quote),
                        CertPackage.COLLATERAL,
                        text(collateral),
                        CHALLENGE,
                        text(challenge),
                        "verdict.json",
                        text(verdict)))
                .zip();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Returns whether there is a quote in the zip. */
    public static boolean hasQuote(Path zip) throws IOException {
        return CertPackage.read(zip).files().keySet().stream().anyMatch(name -> name.endsWith(QUOTE));
    }
}
