package io.github.openflgramine.pkcs11;

import io.github.openflgramine.Passphrase;
import io.github.openflgramine.sgx.VerifyingKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Creates signing keys on tokens: RSA-3072 with e = 3, which few token tools can create. Each key gets a certificate,
 * because Java finds keys by their certificates.
 */
public final class TokenKeyGenerator {

    /** Attributes for SunPKCS11: the key is created on the token, never leaves it, and is only for signing. */
    private static final String ATTRIBUTES = """
            attributes(generate, CKO_PRIVATE_KEY, CKK_RSA) = {
              CKA_LABEL = 0h%s
              CKA_SENSITIVE = true
              CKA_EXTRACTABLE = false
              CKA_SIGN = true
              CKA_DECRYPT = false
              CKA_UNWRAP = false
            }
            """;

    /** The expiry date of a certificate that does not expire (RFC 5280, section 4.1.2.5). */
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    private TokenKeyGenerator() {}

    /**
     * Creates a key with the URI's label. An existing object with this label is not changed.
     *
     * @param pin the token user's PIN; the caller closes it
     * @throws io.github.openflgramine.GraminizeException if there is no such token, or the token cannot create such a
     * key
     */
    public static VerifyingKey generate(Pkcs11Uri uri, Passphrase pin) {
        String label = uri.object().orElseThrow(() -> uri.refused("a new key needs a label.", "Choose one: object=…"));
        Token token = TokenKey.token(uri, Pkcs11Module.load(uri).tokens());
        String attributes = ATTRIBUTES.formatted(HexFormat.of().formatHex(label.getBytes(StandardCharsets.UTF_8)));
        try (TokenSession session = TokenSession.open(uri, token, pin, attributes)) {
            if (session.keys().containsAlias(label)) {
                throw uri.refused(
                        "the token " + token.label() + " has a key or certificate " + label
                                + " already; a signing key is never overwritten.",
                        "Use it, or choose another label: object=…");
            }
            return generate(session, label, uri);
        } catch (GeneralSecurityException | OperatorCreationException | ProviderException e) {
            throw uri.refused(
                    "the token " + token.label() + " cannot make an RSA key with 3072 bits and public exponent 3: "
                            + TokenSession.reason(e) + ".",
                    "Create the key with the token vendor's tool, or in a file: openfl-gramine:generate-key.",
                    e);
        }
    }

    private static VerifyingKey generate(TokenSession session, String label, Pkcs11Uri uri)
            throws GeneralSecurityException, OperatorCreationException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", session.provider());
        generator.initialize(new RSAKeyGenParameterSpec(VerifyingKey.BITS, VerifyingKey.EXPONENT));
        KeyPair pair = generator.generateKeyPair();
        VerifyingKey publicKey = VerifyingKey.of(pair.getPublic(), uri.name(), "Use another token.");
        X509Certificate certificate = certificate(session, pair, label);
        certificate.verify(pair.getPublic());
        KeyStore keys = session.keys();
        keys.setKeyEntry(label, pair.getPrivate(), null, new Certificate[] {certificate});
        return publicKey;
    }

    /** Only Java's key store needs this certificate. Its content is not used. */
    private static X509Certificate certificate(TokenSession session, KeyPair pair, String label)
            throws GeneralSecurityException, OperatorCreationException {
        X500Name name = new X500NameBuilder().addRDN(BCStyle.CN, label).build();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(Instant.EPOCH),
                                Date.from(NO_END),
                                name,
                                pair.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withRSA")
                                .setProvider(session.provider())
                                .build(pair.getPrivate())));
    }
}
