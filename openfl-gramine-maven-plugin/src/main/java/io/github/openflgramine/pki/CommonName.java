package io.github.openflgramine.pki;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/** The attribute by which OpenFL knows a participant: RFC 5280, 4.1.2.6. */
final class CommonName {

    private CommonName() {}

    static List<String> all(X500Name subject) {
        return Arrays.stream(subject.getRDNs(BCStyle.CN))
                .map(name -> IETFUtils.valueToString(name.getFirst().getValue()))
                .toList();
    }

    /** The certificate's one common name; the whole subject where it has none or several. */
    static String of(X509Certificate certificate) {
        List<String> names =
                all(X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()));
        return names.size() == 1
                ? names.get(0)
                : certificate.getSubjectX500Principal().getName();
    }
}
