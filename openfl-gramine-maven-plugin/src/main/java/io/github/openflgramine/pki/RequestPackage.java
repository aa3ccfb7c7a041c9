package io.github.openflgramine.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A collaborator's request on its way to the authority. */
public final class RequestPackage {

    private static final String QUOTE = ".quote";

    private RequestPackage() {}

    /** The name that {@code fx} gives it. */
    public static String fileName(Participant participant) {
        return participant.fileStem() + "_to_agg_cert_request.zip";
    }

    public static byte[] zip(CertificateRequest request) {
        return CertPackage.of(Map.of(request.participant().fileStem() + ".csr", request.pem()))
                .zip();
    }

    /** The one request in it; {@code fx} may have put an older certificate beside it, which does not matter. */
    public static CertificateRequest read(Path zip) throws IOException {
        Map.Entry<String, String> request = CertPackage.read(zip).only(".csr", zip);
        return CertificateRequest.ofPem(request.getValue(), zip + "!" + request.getKey());
    }

    /** The one quote in it, {@code *.quote}: raw bytes, not looked at. */
    public static byte[] quote(Path zip) throws IOException {
        return CertPackage.read(zip).only(QUOTE, zip).getValue().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether there is a quote in it. */
    public static boolean hasQuote(Path zip) throws IOException {
        return CertPackage.read(zip).files().keySet().stream().anyMatch(name -> name.endsWith(QUOTE));
    }
}
