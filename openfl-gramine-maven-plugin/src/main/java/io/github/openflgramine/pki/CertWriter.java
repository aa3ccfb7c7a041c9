package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ContextDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.List;

/** Writes keys, requests and certificates to a {@link CertDirectory}. */
public final class CertWriter {

    private final CertDirectory directory;

    public CertWriter(CertDirectory directory) {
        this.directory = directory;
    }

    /**
     * Writes an authority with the files that {@code fx workspace certify} leaves, including empty registers. The
     * directory {@code ca} is filled under a temporary name and then moved, so it is never incomplete.
     */
    public void write(NewAuthority authority) throws IOException {
        refuseExistingAuthority();
        Path beside = OwnerOnlyFiles.createTemporaryDirectory(directory.directory(), ".ca");
        try {
            OwnerOnlyFiles.writePublic(beside.resolve("root-ca.crt"), authority.rootPem());
            OwnerOnlyFiles.writePublic(beside.resolve("signing-ca.csr"), authority.signingRequestPem());
            OwnerOnlyFiles.writePublic(beside.resolve("signing-ca.crt"), authority.signingPem());
            registers(beside, "root-ca");
            registers(beside, "signing-ca");
            OwnerOnlyFiles.writePrivate(beside.resolve("root-ca/private/root-ca.key"), authority.rootKeyPem());
            OwnerOnlyFiles.writePrivate(beside.resolve("signing-ca/private/signing-ca.key"), authority.signingKeyPem());
            Files.move(beside, directory.authorityDirectory(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            ContextDirectory.deleteTree(beside);
        }
        OwnerOnlyFiles.writePublic(
                directory.chain(), authority.authority().chain().bytes());
    }

    /**
     * Checks that no authority, and no chain of another authority, is here.
     *
     * @throws GraminizeException if there is one
     */
    public void refuseExistingAuthority() {
        for (Path existing : List.of(directory.authorityDirectory(), directory.chain())) {
            if (Files.exists(existing)) {
                throw new GraminizeException(
                        existing + " already exists. A certificate authority is never overwritten, since every"
                                + " certificate it signed would become invalid.",
                        "Use it, or move " + directory.directory() + " away to create a new one.");
            }
        }
    }

    /**
     * Writes a new key and its request.
     *
     * @param renew whether an existing key may be replaced, which makes its certificate useless
     */
    public void write(CertificateOrder order, boolean renew) throws IOException {
        Participant participant = order.request().participant();
        refuseExisting(participant, renew);
        OwnerOnlyFiles.writePrivate(directory.key(participant), Pem.encode(order.key()));
        Files.deleteIfExists(directory.certificate(participant));
        OwnerOnlyFiles.writePublic(
                directory.request(participant), order.request().pem());
    }

    /**
     * Checks that the participant has no key or certificate here, unless they may be replaced.
     *
     * @throws GraminizeException if a file would be replaced without {@code renew}
     */
    public void refuseExisting(Participant participant, boolean renew) {
        refuseExisting(directory.key(participant), renew);
        refuseExisting(directory.certificate(participant), renew);
    }

    /**
     * Checks that this file of a participant does not exist, unless it may be replaced.
     *
     * @throws GraminizeException if the file would be replaced without {@code renew}
     */
    public static void refuseExisting(Path file, boolean renew) {
        if (!renew && Files.exists(file)) {
            throw new GraminizeException(file + " already exists.", "Use it, or replace it with -Dopenfl.renew.");
        }
    }

    /** Writes the certificate and the chain of the authority's answer next to the participant's key. */
    public void write(AnswerPackage answer) throws IOException {
        write(answer.participant(), answer.certificate());
        OwnerOnlyFiles.writePublic(directory.chain(), answer.chain().bytes());
    }

    /** Writes the certificate of an attested aggregator, which its collaborators accept. */
    public void writePin(X509Certificate aggregator) throws IOException {
        OwnerOnlyFiles.writePublic(directory.pin(), Pem.encode(aggregator));
    }

    public void write(Participant participant, X509Certificate certificate) throws IOException {
        OwnerOnlyFiles.writePublic(directory.certificate(participant), Pem.encode(certificate));
    }

    /** Writes an actor's key, certificate and chain, and replaces existing ones. */
    public void write(Credentials credentials) throws IOException {
        OwnerOnlyFiles.writePrivate(directory.key(credentials.participant()), Pem.encode(credentials.key()));
        write(credentials.participant(), credentials.certificate());
        OwnerOnlyFiles.writePublic(directory.chain(), credentials.chain().bytes());
    }

    private static void registers(Path authority, String name) throws IOException {
        Path directory = authority.resolve(name).resolve("db");
        OwnerOnlyFiles.writePublic(directory.resolve(name + ".db"), "");
        OwnerOnlyFiles.writePublic(directory.resolve(name + ".db.attr"), "");
        OwnerOnlyFiles.writePublic(directory.resolve(name + ".crt.srl"), "01");
        OwnerOnlyFiles.writePublic(directory.resolve(name + ".crl.srl"), "01");
    }
}
