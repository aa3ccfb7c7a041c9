package io.github.openflgramine.pki;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** The common name of a subject (RFC 5280, 4.1.2.6), by which OpenFL identifies participants. */
final class CommonName {

    private CommonName() {}

    static List<String> all(X500Name subject) {
        return Arrays.stream(subject.getRDNs(BCStyle.CN))
                .map(name -> IETFUtils.valueToString(name.getFirst().getValue()))
                .toList();
    }

    /** Returns the certificate's common name, or its whole subject if it does not have exactly one. */
    static String of(X509Certificate certificate) {
        List<String> names =
                all(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
        return names.size() == 1
                ? names.get(0)
                : certificate.getSubjectX500Principal().getName();
    }
}
