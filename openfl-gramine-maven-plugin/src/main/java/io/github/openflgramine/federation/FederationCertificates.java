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

/** Certificates for actors that all live on this machine: no requests and no zips, straight into each actor's directory. */
public final class FederationCertificates {

    /** They are used on this machine alone, and a key of RSA takes a second for each actor. */
    private static final KeyAlgorithm KEYS = KeyAlgorithm.EC;

    private final CertificateAuthority authority;
    private final Validity validity;

    private FederationCertificates(CertificateAuthority authority, Validity validity) {
        this.authority = authority;
        this.validity = validity;
    }

    /**
     * Certificates by the workspace's authority if its private key is there, else by one of the federation's own.
     *
     * @param workspace the workspace; nothing is written in it
     * @param temporary a directory that a run may make and the next one go on with; its {@code cert/ca} is the authority
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

    /** An actor has one name: a file of a former one would be a second, which the entry script refuses. */
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
