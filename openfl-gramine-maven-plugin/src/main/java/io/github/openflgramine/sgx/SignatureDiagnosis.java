package io.github.openflgramine.sgx;

import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.util.Optional;

/** Explains why a signature does not verify, as precisely as the signature allows. */
final class SignatureDiagnosis {

    private SignatureDiagnosis() {}

    /** Returns the end of a sentence that starts with the signature's name, or empty if the signature is valid. */
    static Optional<String> problem(VerifyingKey key, byte[] signature, byte[] message) {
        if (signature.length != VerifyingKey.SIGNATURE_BYTES) {
            return Optional.of("has %d bytes; a signature by an RSA-3072 key has %d."
                    .formatted(signature.length, VerifyingKey.SIGNATURE_BYTES));
        }
        BigInteger number = new BigInteger(1, signature);
        if (key.verifies(message, number)) {
            return Optional.empty();
        }
        Optional<SignedDigest> signed = SignedDigest.of(key.recover(number));
        if (signed.isEmpty()) {
            return Optional.of("was not made by the key with MRSIGNER %s, or not with the padding of PKCS#1 v1.5."
                    .formatted(key.mrsigner()));
        }
        SignedDigest found = signed.get();
        if (!found.isSha256()) {
            return Optional.of("covers a digest of %d bytes with the algorithm %s; SGX requires SHA-256."
                    .formatted(found.digest().length, found.algorithm()));
        }
        return Optional.of("signs different bytes. SHA-256:%n    signed        %s%n    to be signed  %s%n"
                .formatted(Sha256.of(found.digest()), Sha256.digest(message)));
    }
}
