package io.github.openflgramine.certify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pki.CertificateRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Confirms that a request is the one its sender made, which the file alone cannot show. The sender gives its SHA-384
 * out of band; it is either passed in advance or compared by a person at the console.
 *
 * @param expected the hash passed in advance
 * @param console asks the person at the console, if there is one
 */
public record RequestConfirmation(Optional<String> expected, Optional<Predicate<String>> console) {

    void confirm(CertificateRequest request) {
        String hash = request.sha384();
        if (expected.isPresent()) {
            String given = expected.get().strip().toLowerCase(Locale.ROOT);
            if (!given.equals(hash)) {
                throw new GraminizeException(
                        "The request of " + request.participant() + " is not the expected one.\n  request   " + hash
                                + "\n  expected  " + given + "\n",
                        "Ask the sender for the hash shown when the request was made.");
            }
        } else if (console.isEmpty()) {
            throw new GraminizeException(
                    "Nobody confirmed the request of " + request.participant() + ", SHA-384 " + hash + ".",
                    "Compare it with the hash the sender was shown, then pass -Dopenfl.requestHash=HASH.");
        } else if (!console.get().test("Is " + hash + " the hash that " + request.participant() + " was shown?")) {
            throw new GraminizeException(
                    "The request of " + request.participant() + " was not confirmed and not signed.",
                    "Ask the sender for the right request.");
        }
    }
}
