package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.enrolment.Enrolment;
import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.CertificateChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The import of the authority's answer in the directory of the participant who asked. */
record AnswerImport(CertDirectory directory, Enrolment enrolment, CertifyLog log) {

    /**
     * Checks the answer and writes its certificate and chain.
     *
     * @param confirmation confirms the chain, unless the same one is already here
     * @throws GraminizeException if the certificate, its chain or the aggregator's evidence is not accepted; nothing is written then
     */
    void accept(AnswerPackage answer, Path answerPackage, HashConfirmation confirmation, Instant now)
            throws IOException {
        CertReader reader = new CertReader(directory);
        enrolment.judge(answer, answerPackage, now);
        ReceivedHash received = ReceivedHash.ofChain(answer, answerPackage);
        log.chainReceived(received.sha384());
        Optional<String> here = reader.chain().map(CertificateChain::sha384);
        if (here.isEmpty()) {
            confirmation.confirm(received);
        } else if (here.get().equals(received.sha384())) {
            confirmation.compareWithExpected(received);
        } else {
            refuseOwnAuthority(answerPackage);
            confirmation.confirmReplacing(received, directory.chain().toString(), here.get());
        }
        new CertWriter(directory).write(answer);
        enrolment.write(answer);
        log.wrote(directory.certificate(answer.participant()));
        log.wrote(directory.chain());
        if (Files.exists(directory.pin())) {
            log.wrote(directory.pin());
        }
    }

    private void refuseOwnAuthority(Path answerPackage) {
        if (Files.exists(directory.authorityDirectory())) {
            throw new GraminizeException(
                    "The certificate chain in " + answerPackage + " is not from the authority in "
                            + directory.authorityDirectory() + ".",
                    "Import it in the directory of the collaborator.");
        }
    }
}
