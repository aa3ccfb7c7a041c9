package io.github.openflgramine.pki;

import java.nio.file.Files;
import java.nio.file.Path;

/** The names below {@code cert/} of a workspace or an actor's folder, as OpenFL 1.9 looks for them. */
public record CertDirectory(Path folder) {

    /** The one of this workspace or actor's folder. */
    public static CertDirectory of(Path workspace) {
        return new CertDirectory(workspace.resolve("cert"));
    }

    public Path authorityFolder() {
        return folder.resolve("ca");
    }

    public Path rootCertificate() {
        return authorityFolder().resolve("root-ca.crt");
    }

    public Path signingCertificate() {
        return authorityFolder().resolve("signing-ca.crt");
    }

    public Path signingKey() {
        return authorityFolder().resolve("signing-ca/private/signing-ca.key");
    }

    /** Root and signing CA: what every actor trusts. */
    public Path chain() {
        return folder.resolve("cert_chain.crt");
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

    /** {@code cert/server} or {@code cert/client}. */
    public Path roleFolder(Role role) {
        return folder.resolve(role.folder());
    }

    /** Whether participants can be certified here. */
    public boolean hasSigningKey() {
        return Files.isRegularFile(signingKey());
    }

    private Path file(Participant participant, String ending) {
        return roleFolder(participant.role()).resolve(participant.fileStem() + ending);
    }
}
