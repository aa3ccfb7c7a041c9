package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/**
 * A participant's wish to be certified: PKCS#10 (RFC 2986) with the extensions that OpenFL asks for. One in hand is
 * signed by the key that it names, and names one participant.
 */
public final class CertificateRequest {

    private final PKCS10CertificationRequest request;
    private final Participant participant;
    private final PublicKey publicKey;

    private CertificateRequest(PKCS10CertificationRequest request, Participant participant, PublicKey publicKey) {
        this.request = request;
        this.participant = participant;
        this.publicKey = publicKey;
    }

    /** Asks for a certificate over the public half of this pair, signed by its private half. */
    static CertificateRequest create(Participant participant, KeyPair keys) {
        try {
            PKCS10CertificationRequest request = new JcaPKCS10CertificationRequestBuilder(
                            Profile.subject(participant), keys.getPublic())
                    .addAttribute(
                            org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.pkcs_9_at_extensionRequest,
                            Profile.leafExtensions(participant, keys.getPublic()))
                    .build(new JcaContentSignerBuilder(Keys.signatureAlgorithm(keys.getPrivate()))
                            .build(keys.getPrivate()));
            return new CertificateRequest(request, participant, keys.getPublic());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("a fresh key signs its own request", e);
        }
    }

    /**
     * Reads what this class or {@code fx} wrote.
     *
     * @param where the file, for the errors
     */
    public static CertificateRequest ofPem(String pem, String where) {
        PKCS10CertificationRequest request = Pem.request(pem, where);
        try {
            PublicKey publicKey = new JcaPKCS10CertificationRequest(request).getPublicKey();
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(publicKey))) {
                throw refused(where, "is not signed by the key it asks to certify");
            }
            Keys.weakness(publicKey).ifPresent(weakness -> {
                throw refused(where, "asks to certify " + weakness + ", which is too weak");
            });
            Participant participant = new Participant(role(request, where), commonName(request, where));
            refuseOtherNames(request, participant, where);
            return new CertificateRequest(request, participant, publicKey);
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException | IllegalArgumentException e) {
            throw new GraminizeException(
                    "The certificate request " + where + " cannot be checked: " + e.getMessage() + ".",
                    "Issue it again.",
                    e);
        }
    }

    /** Who asks, by common name and extended key usage. */
    public Participant participant() {
        return participant;
    }

    /** Who asks, if it is a collaborator. */
    public Participant collaborator() {
        if (participant.role() != Role.COLLABORATOR) {
            throw new GraminizeException(
                    "This is a request by " + participant + ", not by a collaborator.",
                    "Sign it with mvn openfl-gramine:aggregator-certify, or ask for a collaborator's.");
        }
        return participant;
    }

    public String pem() {
        return Pem.encode(request);
    }

    /** Hexadecimal SHA-384 of {@link #pem()}: what both ends compare, as {@code fx} shows it. */
    public String sha384() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-384").digest(pem().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-384", e);
        }
    }

    /** SHA-256 of the SubjectPublicKeyInfo to certify, by which an enclave's report names its key. */
    public Sha256 keySha256() {
        return Sha256.digest(publicKey.getEncoded());
    }

    /** Whether this is the private half of the key to certify. */
    boolean matches(PrivateKey key) {
        return Keys.match(key, publicKey);
    }

    PublicKey publicKey() {
        return publicKey;
    }

    private static String commonName(PKCS10CertificationRequest request, String where) {
        List<String> names = CommonName.all(request.getSubject());
        if (names.size() != 1) {
            throw refused(where, "has " + names.size() + " common names instead of one");
        }
        return names.get(0);
    }

    private static Role role(PKCS10CertificationRequest request, String where) {
        Extensions extensions = request.getRequestedExtensions();
        ExtendedKeyUsage usage = extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        if (usage != null) {
            for (Role role : Role.values()) {
                if (usage.size() == 1 && usage.hasKeyPurposeId(role.keyPurpose())) {
                    return role;
                }
            }
        }
        throw refused(where, "does not ask for exactly one of serverAuth (aggregator) and clientAuth (collaborator)");
    }

    private static void refuseOtherNames(PKCS10CertificationRequest request, Participant participant, String where) {
        GeneralNames wanted = GeneralNames.fromExtensions(
                Objects.requireNonNull(request.getRequestedExtensions()), Extension.subjectAlternativeName);
        if (wanted == null) {
            return;
        }
        for (GeneralName name : wanted.getNames()) {
            if (!Profile.names(participant).contains(name)) {
                throw refused(where, "by " + participant + " also asks for the name " + name.getName());
            }
        }
    }

    private static GraminizeException refused(String where, String what) {
        return new GraminizeException(
                "The certificate request " + where + " " + what + ".",
                "Create it with the goal aggregator-generate-cert-request or collaborator-generate-cert-request.");
    }
}
