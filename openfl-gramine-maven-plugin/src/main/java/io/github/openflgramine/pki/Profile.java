package io.github.openflgramine.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/**
 * Subjects, serial numbers and extensions of OpenFL 1.9's certificates, with the extensions that OpenFL leaves out.
 * OpenFL omits key usage and extended key usage from leaf certificates, and key usage and key identifiers from
 * authorities (RFC 5280, 4.2.1.2 and 4.2.1.3), and path lengths from authorities (4.2.1.9).
 */
final class Profile {

    /** The root certifies the signing CA, which certifies participants and no further authority. */
    static final int ROOT_PATH_LENGTH = 1;

    static final int SIGNING_PATH_LENGTH = 0;

    private static final int SERIAL_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Profile() {}

    static X500Name root() {
        return authority("Simple Root CA");
    }

    static X500Name signing() {
        return authority("Simple Signing CA");
    }

    /** Keeps OpenFL's order, root first. DC is an IA5String (RFC 4519, 2.4), the others are UTF8String. */
    private static X500Name authority(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.DC, "org")
                .addRDN(BCStyle.DC, "simple")
                .addRDN(BCStyle.CN, name)
                .addRDN(BCStyle.O, "Simple Inc")
                .addRDN(BCStyle.OU, name)
                .build();
    }

    static X500Name subject(Participant participant) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, participant.name())
                .build();
    }

    /** Returns a random serial number, which is unique without a register shared between machines. */
    static BigInteger serial() {
        BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM);
        return serial.signum() == 0 ? serial() : serial;
    }

    /**
     * Returns the subject alternative names. OpenFL always writes a dNSName; an IP address needs an iPAddress as well.
     */
    static List<GeneralName> names(Participant participant) {
        GeneralName dns = new GeneralName(GeneralName.dNSName, participant.name());
        return participant.isIpAddress()
                ? List.of(dns, new GeneralName(GeneralName.iPAddress, participant.name()))
                : List.of(dns);
    }

    /** Returns the extensions for this key. Only an RSA key gets keyEncipherment (RFC 8813, section 3). */
    static Extensions leafExtensions(Participant participant, PublicKey key) {
        int usage = KeyUsage.digitalSignature | (key instanceof RSAKey ? KeyUsage.keyEncipherment : 0);
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            extensions.addExtension(
                    Extension.extendedKeyUsage,
                    true,
                    new ExtendedKeyUsage(RoleProfile.of(participant.role()).keyPurpose()));
            extensions.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names(participant).toArray(GeneralName[]::new)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return extensions.generate();
    }

    /**
     * Returns the extensions of an authority.
     *
     * @param pathLength how many authorities may follow this one in a chain (pathLenConstraint, RFC 5280, 4.2.1.9)
     */
    static Extensions authorityExtensions(PublicKey key, int pathLength) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(pathLength));
            extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            extensions.addExtension(Extension.subjectKeyIdentifier, false, keyIdentifier(key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return extensions.generate();
    }

    static SubjectKeyIdentifier keyIdentifier(PublicKey key) {
        try {
            return new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
