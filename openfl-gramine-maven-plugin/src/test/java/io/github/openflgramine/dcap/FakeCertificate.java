package io.github.openflgramine.dcap;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate to be made, every property of it open to change. */
final class FakeCertificate {

    static final int SIGN = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
    static final int CERTIFY = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    X500Name subject;
    KeyPair keys = newKeys("secp256r1");
    X500Name issuer;
    KeyPair issuerKeys;
    BigInteger serial;
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    Instant until = Instant.parse("2030-01-01T00:00:00Z");
    boolean authority;
    int usage;
    String algorithm = "SHA256withECDSA";
    /** The SGX extension's value; null for none. */
    byte[] sgxExtension;

    FakeCertificate(String commonName, int serial, FakeCertificate issuer) {
        subject = name(commonName);
        this.issuer = issuer == null ? subject : issuer.subject;
        issuerKeys = issuer == null ? keys : issuer.keys;
        this.serial = BigInteger.valueOf(serial);
        usage = SIGN;
    }

    FakeCertificate asAuthority() {
        authority = true;
        usage = CERTIFY;
        return this;
    }

    static X500Name name(String commonName) {
        return new X500Name("CN=" + commonName + ", O=Intel Corporation, L=Santa Clara, ST=CA, C=US");
    }

    static KeyPair newKeys(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    byte[] der() {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer, serial, Date.from(from), Date.from(until), subject, keys.getPublic());
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            builder.addExtension(
                    Extension.basicConstraints,
                    true,
                    authority ? new BasicConstraints(issuer.equals(subject) ? 1 : 0) : new BasicConstraints(false));
            JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            builder.addExtension(Extension.cRLDistributionPoints, false, distributionPoint());
            if (sgxExtension != null) {
                builder.addExtension(new ASN1ObjectIdentifier(PckExtensionReader.OID), false, sgxExtension);
            }
            return builder.build(new JcaContentSignerBuilder(algorithm).build(issuerKeys.getPrivate()))
                    .getEncoded();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static CRLDistPoint distributionPoint() {
        GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, "https://example.invalid/crl");
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null)
        });
    }

    String pem() {
        return pem(der());
    }

    static String pem(byte[] der) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
    }
}
