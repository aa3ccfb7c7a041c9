package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Reads and checks the files that {@link CertWriter} or {@code fx} wrote to a {@link CertDirectory}. */
public final class CertReader {

    private final CertDirectory directory;

    public CertReader(CertDirectory directory) {
        this.directory = directory;
    }

    /**
     * Reads the authority that certifies participants in this directory.
     *
     * @throws GraminizeException if a file is missing, or key and certificate do not match
     */
    public CertificateAuthority authority() throws IOException {
        for (Path needed :
                new Path[] {directory.signingKey(), directory.signingCertificate(), directory.rootCertificate()}) {
            if (Files.notExists(needed)) {
                throw new GraminizeException(
                        "There is no certificate authority here: " + needed + " is missing.",
                        "Run mvn openfl-gramine:workspace-certify in the workspace of the authority that signs.");
            }
        }
        X509Certificate root = certificate(directory.rootCertificate());
        X509Certificate signing = certificate(directory.signingCertificate());
        PrivateKey key = Pem.privateKey(
                Pem.read(directory.signingKey()), directory.signingKey().toString());
        if (!Keys.match(key, signing.getPublicKey())) {
            throw new GraminizeException(
                    directory.signingKey() + " is not the key of " + directory.signingCertificate() + ".",
                    "Restore the files that were created together.");
        }
        return new CertificateAuthority(chain(root, signing), key);
    }

    /** Returns the chain as it is in the file, or made of both certificates if the file does not hold them. */
    private CertificateChain chain(X509Certificate root, X509Certificate signing) throws IOException {
        CertificateChain made = CertificateChain.of(root, signing);
        return chain().filter(file -> file.rootFirst().equals(made.rootFirst())).orElse(made);
    }

    /** Returns the chain that is trusted here, if there is one. */
    public Optional<CertificateChain> chain() throws IOException {
        return Files.exists(directory.chain())
                ? Optional.of(CertificateChain.read(directory.chain()))
                : Optional.empty();
    }

    /**
     * Reads a participant's request.
     *
     * @throws GraminizeException if there is none, or another participant made it
     */
    public CertificateRequest request(Participant participant) throws IOException {
        Path file = directory.request(participant);
        if (Files.notExists(file)) {
            throw new GraminizeException(
                    "There is no certificate request for " + participant + ": " + file + " is missing.",
                    "Create one: mvn openfl-gramine:" + participant.role() + "-generate-cert-request.");
        }
        CertificateRequest request = CertificateRequest.ofPem(Pem.read(file), file.toString());
        if (!request.participant().equals(participant)) {
            throw new GraminizeException(
                    file + " is a request by " + request.participant() + ", not by " + participant + ".",
                    "Issue it again with the right name.");
        }
        return request;
    }

    /**
     * Returns whether this directory has the private key of the request. If so, the request was made here and its
     * fingerprint needs no confirmation.
     */
    public boolean holdsKeyOf(CertificateRequest request) throws IOException {
        Path file = directory.key(request.participant());
        return Files.exists(file) && request.matches(Pem.privateKey(Pem.read(file), file.toString()));
    }

    /**
     * Checks that the key for this certificate is here.
     *
     * @throws GraminizeException if the key is missing or does not match
     */
    public void check(AnswerPackage answer) throws IOException {
        Path keyFile = directory.key(answer.participant());
        if (Files.notExists(keyFile)) {
            throw new GraminizeException(
                    "The certificate is for " + answer.participant() + ", but its key is missing: " + keyFile + ".",
                    "Import it in the workspace where the request was made.");
        }
        PrivateKey key = Pem.privateKey(Pem.read(keyFile), keyFile.toString());
        if (!Keys.match(key, answer.certificate().getPublicKey())) {
            throw new GraminizeException(
                    "The certificate of " + answer.participant() + " does not match the key " + keyFile + ".",
                    "It answers an older request; have the latest one signed.");
        }
    }

    /**
     * Checks that the certificate is for the key of this request. The key itself is sealed in an enclave.
     *
     * @throws GraminizeException if it is for another key
     */
    public static void check(AnswerPackage answer, CertificateRequest request, Path file) {
        if (!answer.certificate().getPublicKey().equals(request.publicKey())) {
            throw new GraminizeException(
                    "The certificate of " + answer.participant() + " does not match the request in " + file + ".",
                    "It answers another request; have the latest one signed.");
        }
    }

    /** Returns the name that a certificate proves. */
    public static String commonName(X509Certificate certificate) {
        return CommonName.of(certificate);
    }

    /** Returns a participant's certificate. */
    public X509Certificate certificate(Participant participant) throws IOException {
        return certificate(directory.certificate(participant));
    }

    private static X509Certificate certificate(Path file) throws IOException {
        return Pem.certificate(Pem.read(file), file.toString());
    }
}
