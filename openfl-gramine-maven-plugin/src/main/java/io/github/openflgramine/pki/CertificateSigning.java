package io.github.openflgramine.pki;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Issues certificates (RFC 5280, 4.1) and verifies each before returning it.
 *
 * @param issuer the issuer's name as encoded in its own certificate; chains are built by comparing these bytes
 * @param issuerKeyIdentifier the authority key identifier of issued certificates; null for authorities made by {@code
 * fx}, which have none
 */
record CertificateSigning(
        X500Name issuer, @Nullable AuthorityKeyIdentifier issuerKeyIdentifier, PublicKey issuerKey, PrivateKey key) {

    static CertificateSigning by(X509Certificate issuer, PrivateKey key) {
        byte[] extension = issuer.getExtensionValue(Extension.subjectKeyIdentifier.getId());
        AuthorityKeyIdentifier identifier = extension == null
                ? null
                : new AuthorityKeyIdentifier(SubjectKeyIdentifier.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .getKeyIdentifier());
        return new CertificateSigning(
                X500Name.getInstance(issuer.getSubjectX500Principal().getEncoded()),
                identifier,
                issuer.getPublicKey(),
                key);
    }

    X509Certificate sign(X500Name subject, PublicKey publicKey, Extensions extensions, Validity validity) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    Profile.serial(),
                    Date.from(validity.notBefore()),
                    Date.from(validity.notAfter()),
                    subject,
                    publicKey);
            for (ASN1ObjectIdentifier oid : extensions.getExtensionOIDs()) {
                builder.addExtension(extensions.getExtension(oid));
            }
            if (issuerKeyIdentifier != null) {
                builder.addExtension(Extension.authorityKeyIdentifier, false, issuerKeyIdentifier);
            }
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder(Keys.signatureAlgorithm(key)).build(key)));
            certificate.verify(issuerKey);
            return certificate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("The certificate of " + subject + " could not be signed", e);
        }
    }
}
