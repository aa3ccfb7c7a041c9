package io.github.openflgramine.pki;

import io.github.openflgramine.Role;
import java.nio.file.Files;
import java.nio.file.Path;

/** The paths below {@code cert/} in a workspace or in an actor's directory, as OpenFL 1.9 expects them. */
public record CertDirectory(Path directory) {

    /** Returns the {@code cert/} directory of this workspace or actor's directory. */
    public static CertDirectory of(Path workspace) {
        return new CertDirectory(workspace.resolve("cert"));
    }

    /** The file to lock while certificates and the lists of participants are changed. */
    public Path lock() {
        return directory.resolve(".lock");
    }

    public Path authorityDirectory() {
        return directory.resolve("ca");
    }

    public Path rootCertificate() {
        return authorityDirectory().resolve("root-ca.crt");
    }

    public Path signingCertificate() {
        return authorityDirectory().resolve("signing-ca.crt");
    }

    public Path signingKey() {
        return authorityDirectory().resolve("signing-ca/private/signing-ca.key");
    }

    /** Returns the path of the chain that every actor trusts: root and signing CA. */
    public Path chain() {
        return directory.resolve("cert_chain.crt");
    }

    /** Returns the path of an attested aggregator's certificate, the only one that its collaborators accept. */
    public Path pin() {
        return directory.resolve("aggregator.crt");
    }

    public Path request(Participant participant) {
        return file(participant, ".csr");
    }

    public Path key(Participant participant) {
        return file(participant, ".key");
    }

    public Path certificate(Participant participant) {
        return file(participant, ".crt");
    }

    /** Returns {@code cert/server} or {@code cert/client}. */
    public Path roleDirectory(Role role) {
        return directory.resolve(RoleProfile.of(role).directory());
    }

    /** Returns whether the authority's signing key is here, so that participants can be certified. */
    public boolean hasSigningKey() {
        return Files.isRegularFile(signingKey());
    }

    private Path file(Participant participant, String ending) {
        return roleDirectory(participant.role()).resolve(participant.fileStem() + ending);
    }
}
