package io.github.openflgramine.certify;

import io.github.openflgramine.pki.AnswerPackage;
import io.github.openflgramine.pki.CertificateRequest;
import java.nio.file.Path;

/**
 * The hash of something received, with the words that ask for its confirmation.
 *
 * @param what what was received, without an article
 * @param sha384 96 hexadecimal digits
 * @param property the user property with the expected hash
 * @param question the question at the console
 * @param comparison what to compare the hash with
 */
record ReceivedHash(String what, String sha384, String property, String question, String comparison) {

    static ReceivedHash of(CertificateRequest request) {
        String sha384 = request.sha384();
        return new ReceivedHash(
                "request of " + request.participant(),
                sha384,
                "openfl.requestHash",
                "Is " + sha384 + " the hash that " + request.participant() + " was shown?",
                "Compare it with the hash that the sender was shown when the request was made");
    }

    static ReceivedHash ofChain(AnswerPackage answer, Path zip) {
        String sha384 = answer.chain().sha384();
        return new ReceivedHash(
                "certificate chain in " + zip,
                sha384,
                "openfl.chainHash",
                "Is " + sha384 + " the hash of the authority's certificate chain?",
                "Compare it with the hash that workspace-certify and collaborator-certify show the authority");
    }
}
