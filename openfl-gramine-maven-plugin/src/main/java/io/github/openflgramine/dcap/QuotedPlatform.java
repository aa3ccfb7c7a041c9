package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.security.cert.X509Certificate;
import java.util.Arrays;

/**
 * The platform that a quote claims to be from. It is read from the quote without verifying it, and says which collateral is
 * needed.
 *
 * @param fmspc the kind of processor: 6 bytes
 * @param authority the issuer of its PCK certificate
 */
public record QuotedPlatform(Octets fmspc, PckAuthority authority) {

    /**
     * Reads the platform from all bytes of a quote.
     *
     * @throws RefusedQuoteException if the quote or its PCK certificate is malformed, or from another authority than Intel's
     */
    public static QuotedPlatform of(byte[] quote) throws RefusedQuoteException {
        Quote read = Step.QUOTE_FORM.take(() -> QuoteReader.read(quote));
        return Step.PCK_CERTIFICATE.take(() -> ofChain(PckCertificate.chain(read)));
    }

    /**
     * Returns the identifier of the processor (PPID) that a quote claims to be from. It must not be logged.
     *
     * @param quote all bytes of a quote
     * @throws RefusedQuoteException if the quote or its PCK certificate is malformed
     */
    public static Octets ppid(byte[] quote) throws RefusedQuoteException {
        Quote read = Step.QUOTE_FORM.take(() -> QuoteReader.read(quote));
        return Step.PCK_CERTIFICATE.take(
                () -> PckExtensionReader.read(PckCertificate.chain(read).leaf()).ppid());
    }

    private static QuotedPlatform ofChain(CertificateChain chain) {
        X509Certificate pck = chain.leaf();
        PckAuthority authority = Arrays.stream(PckAuthority.values())
                .filter(known ->
                        pck.getIssuerX500Principal().equals(known.subject().principal()))
                .findFirst()
                .orElseThrow(() -> new GraminizeException(
                        "%s has a certificate from %s; expected Intel's PCK Processor or Platform CA."
                                .formatted(chain.what(), pck.getIssuerX500Principal()),
                        "Do not trust the quote."));
        return new QuotedPlatform(PckExtensionReader.read(pck).fmspc(), authority);
    }
}
