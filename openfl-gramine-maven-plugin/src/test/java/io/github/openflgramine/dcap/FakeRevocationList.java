package io.github.openflgramine.dcap;

import java.math.BigInteger;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A revocation list to be made, every property of it open to change. */
final class FakeRevocationList {

    X500Name issuer;
    KeyPair keys;
    Instant from = FakePlatform.FROM;
    /** Null for none. */
    Instant until = FakePlatform.UNTIL;

    List<BigInteger> revoked = new ArrayList<>();
    boolean critical;

    FakeRevocationList(FakeCertificate authority) {
        issuer = authority.subject;
        keys = authority.keys;
    }

    byte[] der() {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(issuer, Date.from(from));
            if (until != null) {
                builder.setNextUpdate(Date.from(until));
            }
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(keys.getPublic()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
            if (critical) {
                builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
            }
            for (BigInteger serial : revoked) {
                builder.addCRLEntry(serial, Date.from(from), CRLReason.unspecified);
            }
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
