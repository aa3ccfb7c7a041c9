package io.github.openflgramine.federation;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateAuthority;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.NewAuthority;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.RoleProfile;
import io.github.openflgramine.pki.Validity;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes certificates directly to the directories of actors on this machine, without requests and zips. */
public final class FederationCertificates {

    /** EC, because these certificates are used only on this machine, and each RSA key takes a second. */
    private static final KeyAlgorithm KEYS = KeyAlgorithm.EC;

    private final CertificateAuthority authority;
    private final Validity validity;

    private FederationCertificates(CertificateAuthority authority, Validity validity) {
        this.authority = authority;
        this.validity = validity;
    }

    /**
     * Uses the workspace's authority if its private key is there, otherwise a temporary one.
     *
     * @param workspace the workspace, to which nothing is written
     * @param temporary a directory for the temporary authority in {@code cert/ca}, which later runs reuse
     */
    public static FederationCertificates of(Path workspace, Path temporary, Validity validity) throws IOException {
        CertDirectory own = CertDirectory.of(workspace);
        if (own.hasSigningKey()) {
            return new FederationCertificates(new CertReader(own).authority(), validity);
        }
        CertDirectory made = CertDirectory.of(temporary);
        if (!made.hasSigningKey()) {
            new CertWriter(made).write(NewAuthority.create(validity, KEYS));
        }
        return new FederationCertificates(new CertReader(made).authority(), validity);
    }

    /** Writes {@code ACTOR/cert/cert_chain.crt} and {@code ACTOR/cert/server/agg_FQDN.{crt,key}}. */
    public Participant aggregator(String fqdn, Path actorDirectory) throws IOException {
        return certify(Participant.aggregator(fqdn), actorDirectory);
    }

    /** Writes {@code ACTOR/cert/cert_chain.crt} and {@code ACTOR/cert/client/col_NAME.{crt,key}}. */
    public Participant collaborator(String name, Path actorDirectory) throws IOException {
        return certify(Participant.collaborator(name), actorDirectory);
    }

    private Participant certify(Participant participant, Path actorDirectory) throws IOException {
        CertDirectory certificates = CertDirectory.of(actorDirectory);
        if (Files.exists(certificates.authorityDirectory())) {
            throw new GraminizeException(
                    certificates.authorityDirectory()
                            + " is a certificate authority; an actor's directory must not contain one.",
                    "Give each actor its own directory.");
        }
        removeEarlier(certificates, participant);
        new CertWriter(certificates).write(authority.issue(participant, KEYS, validity));
        return participant;
    }

    /** Removes certificates of other names, because the entry script refuses more than one. */
    private static void removeEarlier(CertDirectory certificates, Participant participant) throws IOException {
        Path directory = certificates.roleDirectory(participant.role());
        if (Files.notExists(directory)) {
            return;
        }
        String pattern = RoleProfile.of(participant.role()).prefix() + "*.{crt,key,csr}";
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(directory, pattern)) {
            for (Path file : earlier) {
                Files.delete(file);
            }
        }
    }
}
