package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A SIGSTRUCT before its signature: the 256 bytes that are to be signed, bytes 0 to 127 and 900 to 1027 of the whole (SDM
 * volume 3D, table 34-18), and the way from a signature to the whole. Every SIGSTRUCT comes this way, whoever signs.
 */
public final class SigstructDraft {

    public static final int BYTES = 2 * SigstructField.SIGNED_PART;

    private final EnclaveIdentity identity;
    private final byte[] toBeSigned;

    private SigstructDraft(EnclaveIdentity identity) {
        this.identity = identity;
        this.toBeSigned = SigstructWriter.unsigned(identity).signedBytes();
    }

    public static SigstructDraft of(EnclaveIdentity identity) {
        return new SigstructDraft(identity);
    }

    /**
     * Takes back what {@link #toBeSigned} gave.
     *
     * @param name how a message calls the file
     * @throws GraminizeException when these are not the signed bytes of a SIGSTRUCT that this plugin could have made
     */
    public static SigstructDraft read(byte[] toBeSigned, String name) {
        if (toBeSigned.length == BYTES) {
            SigstructDraft draft = of(Sigstruct.ofSignedBytes(toBeSigned).identity());
            if (Arrays.equals(draft.toBeSigned, toBeSigned)) {
                return draft;
            }
        }
        throw new GraminizeException(
                "%s (%d bytes) is not a file of %d bytes as prepare-signature writes it."
                        .formatted(name, toBeSigned.length, BYTES),
                "Give the unchanged .tbs file.");
    }

    public EnclaveIdentity identity() {
        return identity;
    }

    public byte[] toBeSigned() {
        return toBeSigned.clone();
    }

    /** Of {@link #toBeSigned}: what a signer compares, and what a device that signs digests is given. */
    public Sha256 sha256() {
        return Sha256.digest(toBeSigned);
    }

    /**
     * Verifies the signature, then returns the whole SIGSTRUCT.
     *
     * @param signature RSASSA-PKCS1-v1_5 with SHA-256 over {@link #toBeSigned}, the most significant byte first
     * @param shown how a message calls the signature
     * @param remedy what to do when it is not right
     */
    public Sigstruct complete(VerifyingKey key, byte[] signature, String shown, String remedy) {
        Optional<String> problem = SignatureDiagnosis.problem(key, signature, toBeSigned);
        if (problem.isPresent()) {
            throw new GraminizeException(shown + " " + problem.get(), remedy);
        }
        Sigstruct sigstruct = SigstructWriter.signed(identity, key.modulus(), new BigInteger(1, signature));
        List<String> problems = SigstructVerifier.problems(sigstruct);
        if (!problems.isEmpty()) {
            throw new IllegalStateException("the SIGSTRUCT just made does not verify: " + problems);
        }
        return sigstruct;
    }
}
