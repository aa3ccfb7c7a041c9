package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.Sha384;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
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
 * A participant's certificate request: PKCS#10 (RFC 2986) with the extensions that OpenFL uses. Every instance is
 * signed by the key that it contains, and names exactly one participant.
 */
public final class CertificateRequest {

    private static final String GOALS =
            "Create it with the goal aggregator-generate-cert-request or collaborator-generate-cert-request";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final PKCS10CertificationRequest request;
    private final Participant participant;
    private final PublicKey publicKey;

    private CertificateRequest(PKCS10CertificationRequest request, Participant participant, PublicKey publicKey) {
        this.request = request;
        this.participant = participant;
        this.publicKey = publicKey;
    }

    /** Creates a request for the public key of this pair, signed with its private key. */
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
     * Reads a request that this class or {@code fx} wrote.
     *
     * @param where the file, for messages
     * @throws GraminizeException if the request is damaged, not signed by its own key, has a weak key, or names no
     * single participant
     */
    public static CertificateRequest ofPem(String pem, String where) {
        PKCS10CertificationRequest request = Pem.request(pem, where);
        try {
            PublicKey publicKey = new JcaPKCS10CertificationRequest(request).getPublicKey();
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(publicKey))) {
                throw refused(where, "is not signed by the key it asks to certify", GOALS + ".");
            }
            Keys.weakness(publicKey).ifPresent(weakness -> {
                throw refused(where, "asks to certify " + weakness + ", which is too weak", GOALS + ".");
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

    /** Returns the participant who made the request, by common name and extended key usage. */
    public Participant participant() {
        return participant;
    }

    /**
     * Returns the participant who made the request, which must be a collaborator.
     *
     * @throws GraminizeException if it is an aggregator
     */
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

    /** Returns the request in DER, as its signature covers it. */
    public byte[] der() {
        try {
            return request.getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the hexadecimal SHA-384 of {@link #pem()}, as {@code fx} shows it. Both sides compare it. */
    public String sha384() {
        return Sha384.hex(pem());
    }

    /** Returns the SHA-256 of the SubjectPublicKeyInfo, which an enclave's report contains as the name of its key. */
    public Sha256 keySha256() {
        return Sha256.digest(publicKey.getEncoded());
    }

    /** Returns whether the request asks to certify this key. */
    public boolean isFor(PublicKey key) {
        return publicKey.equals(key);
    }

    /** Returns whether this is the private key for the public key in the request. */
    boolean matches(PrivateKey key) {
        return Keys.match(key, publicKey);
    }

    PublicKey publicKey() {
        return publicKey;
    }

    private static String commonName(PKCS10CertificationRequest request, String where) {
        List<String> names = CommonName.all(request.getSubject());
        if (names.size() != 1) {
            throw refused(where, "has " + names.size() + " common names instead of one", byOpenssl(request, where));
        }
        return names.get(0);
    }

    private static Role role(PKCS10CertificationRequest request, String where) {
        Extensions extensions = request.getRequestedExtensions();
        ExtendedKeyUsage usage = extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        if (usage != null) {
            for (Role role : Role.values()) {
                if (usage.size() == 1
                        && usage.hasKeyPurposeId(RoleProfile.of(role).keyPurpose())) {
                    return role;
                }
            }
        }
        throw refused(
                where,
                "does not ask for exactly one of serverAuth (aggregator) and clientAuth (collaborator)",
                byOpenssl(request, where));
    }

    private static void refuseOtherNames(PKCS10CertificationRequest request, Participant participant, String where) {
        GeneralNames wanted = GeneralNames.fromExtensions(
                Objects.requireNonNull(request.getRequestedExtensions()), Extension.subjectAlternativeName);
        if (wanted == null) {
            return;
        }
        for (GeneralName name : wanted.getNames()) {
            if (!Profile.names(participant).contains(name)) {
                throw refused(
                        where,
                        "by " + participant + " also asks for the name " + name.getName(),
                        byOpenssl(request, where));
            }
        }
    }

    /** Returns the advice with a line that makes the request right. Only names without a meaning for a shell are in it. */
    private static String byOpenssl(PKCS10CertificationRequest request, String where) {
        boolean isAggregator = where.substring(where.lastIndexOf('!') + 1).contains("agg_");
        RoleProfile profile = RoleProfile.of(isAggregator ? Role.AGGREGATOR : Role.COLLABORATOR);
        List<String> names = CommonName.all(request.getSubject());
        String name = names.size() == 1 && PLAIN.matcher(names.get(0)).matches() ? names.get(0) : "NAME";
        return GOALS + ", or with openssl: openssl req -new -key " + profile.prefix() + name + ".key -subj /CN=" + name
                + " -addext extendedKeyUsage=" + (isAggregator ? "serverAuth" : "clientAuth") + " -out "
                + profile.prefix() + name + ".csr";
    }

    private static GraminizeException refused(String where, String what, String remedy) {
        return new GraminizeException("The certificate request " + where + " " + what + ".", remedy);
    }
}
