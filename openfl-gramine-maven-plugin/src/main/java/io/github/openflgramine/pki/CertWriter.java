package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts what was made into a {@link CertDirectory}. */
public final class CertWriter {

    private final CertDirectory directory;

    public CertWriter(CertDirectory directory) {
        this.directory = directory;
    }

    /**
     * Writes an authority with the files that {@code fx workspace certify} leaves, empty registers included. The folder
     * {@code ca} is filled beside its place and moved, so that half an authority is never seen.
     */
    public void write(NewAuthority authority) throws IOException {
        refuseExistingAuthority();
        Path beside = OwnerOnlyFiles.createTemporaryFolder(directory.folder(), ".ca");
        try {
            publicFile(beside.resolve("root-ca.crt"), authority.rootPem());
            publicFile(beside.resolve("signing-ca.csr"), authority.signingRequestPem());
            publicFile(beside.resolve("signing-ca.crt"), authority.signingPem());
            registers(beside, "root-ca");
            registers(beside, "signing-ca");
            privateFile(beside.resolve("root-ca/private/root-ca.key"), authority.rootKeyPem());
            privateFile(beside.resolve("signing-ca/private/signing-ca.key"), authority.signingKeyPem());
            Files.move(beside, directory.authorityFolder(), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(beside);
        }
        publicFile(directory.chain(), authority.authority().chainPem());
    }

    /** Fails if an authority, or another authority's chain, is here. */
    public void refuseExistingAuthority() {
        for (Path existing : List.of(directory.authorityFolder(), directory.chain())) {
            if (Files.exists(existing)) {
                throw new GraminizeException(
                        existing + " is there already; a certificate authority is never overwritten, since every"
                                + " certificate that it signed would be worthless.",
                        "Go on with it, or move " + directory.folder() + " away to begin a new one.");
            }
        }
    }

    /** Writes a fresh key and the request over it. */
    public void write(CertificateOrder order) throws IOException {
        Participant participant = order.request().participant();
        privateFile(directory.key(participant), Pem.encode(order.key()));
        publicFile(directory.request(participant), order.request().pem());
    }

    /** Writes a participant's certificate. */
    public void write(Participant participant, X509Certificate certificate) throws IOException {
        publicFile(directory.certificate(participant), Pem.encode(certificate));
    }

    /** Writes an actor's key, certificate and chain, in place of any it had. */
    public void write(Credentials credentials) throws IOException {
        privateFile(directory.key(credentials.participant()), Pem.encode(credentials.key()));
        write(credentials.participant(), credentials.certificate());
        publicFile(directory.chain(), credentials.chainPem());
    }

    private static void registers(Path authority, String name) throws IOException {
        Path folder = authority.resolve(name).resolve("db");
        publicFile(folder.resolve(name + ".db"), "");
        publicFile(folder.resolve(name + ".db.attr"), "");
        publicFile(folder.resolve(name + ".crt.srl"), "01");
        publicFile(folder.resolve(name + ".crl.srl"), "01");
    }

    private static void publicFile(Path file, String content) throws IOException {
        OwnerOnlyFiles.write(file, content, OwnerOnlyFiles.PUBLIC);
    }

    private static void privateFile(Path file, String content) throws IOException {
        OwnerOnlyFiles.write(file, content, OwnerOnlyFiles.PRIVATE);
    }

    private static void deleteTree(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
