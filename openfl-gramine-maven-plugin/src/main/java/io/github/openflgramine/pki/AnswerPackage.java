package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The authority's answer to a collaborator: its certificate and the certificate chain to trust. {@link #read} checks
 * that the certificate is valid under this chain at the given time.
 */
public record AnswerPackage(Participant participant, X509Certificate certificate, CertificateChain chain) {

    private static final String CHAIN = "cert_chain.crt";

    /** In a directory if the answer's directory was packed again. */
    private static final Pattern LEAF =
            Pattern.compile("(.*/)?" + RoleProfile.of(Role.COLLABORATOR).directory() + "/[^/]*\\.crt");

    /** Returns the file name that {@code fx} uses for the answer. */
    public static String fileName(Participant participant) {
        return "agg_to_" + participant.fileStem() + "_signed_cert.zip";
    }

    public static byte[] zip(Participant participant, X509Certificate certificate, CertificateChain chain) {
        String leaf = RoleProfile.of(participant.role()).directory() + "/" + participant.fileStem() + ".crt";
        return CertPackage.of(Map.of(CHAIN, chain.pem(), leaf, Pem.encode(certificate)))
                .zip();
    }

    public static AnswerPackage read(Path zip, Instant now) throws IOException {
        CertPackage content = CertPackage.read(zip);
        String chain = content.only(CHAIN, zip).getValue();
        Map.Entry<String, String> leaf = content.only(
                content.files().keySet().stream()
                        .filter(name -> LEAF.matcher(name).matches())
                        .findFirst()
                        .orElse(RoleProfile.of(Role.COLLABORATOR).directory() + "/col_NAME.crt"),
                zip);
        X509Certificate certificate = Pem.certificate(leaf.getValue(), zip + "!" + leaf.getKey());
        CertificateChain authorities = CertificateChain.ofPem(chain, zip + "!" + CHAIN);
        validate(certificate, authorities.rootFirst(), now, zip);
        return new AnswerPackage(Participant.collaborator(CommonName.of(certificate)), certificate, authorities);
    }

    private static void validate(X509Certificate leaf, List<X509Certificate> rootFirst, Instant now, Path zip) {
        try {
            ChainValidation.validate(leaf, rootFirst, now);
        } catch (CertPathValidatorException e) {
            throw new GraminizeException(
                    "The certificate in " + zip + " is not valid at " + now + " under its own chain: " + e.getMessage()
                            + ".",
                    "Check that this machine's clock is between "
                            + leaf.getNotBefore().toInstant() + " and "
                            + leaf.getNotAfter().toInstant() + ", or have the request signed again.",
                    e);
        }
    }
}
