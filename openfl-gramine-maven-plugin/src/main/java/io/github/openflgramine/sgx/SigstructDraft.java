package io.github.openflgramine.sgx;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A SIGSTRUCT before it is signed. The 256 bytes to be signed are bytes 0 to 127 and 900 to 1027 of the SIGSTRUCT (SDM
 * volume 3D, table 34-18). Every SIGSTRUCT is made from a draft, whether it is signed here or offline.
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
     * Reads the bytes that {@link #toBeSigned} returned.
     *
     * @param name the name of the file in messages
     * @throws GraminizeException if these are not the signed bytes of a SIGSTRUCT that this plugin can make
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

    /**
     * Returns the SHA-256 of {@link #toBeSigned}. A signer compares it; a device that signs digests takes it as input.
     */
    public Sha256 sha256() {
        return Sha256.digest(toBeSigned);
    }

    /**
     * Verifies the signature, then returns the complete SIGSTRUCT.
     *
     * @param signature RSASSA-PKCS1-v1_5 with SHA-256 over {@link #toBeSigned}, most significant byte first
     * @param shown the name of the signature in messages
     * @param remedy what to do if the signature is invalid
     * @throws GraminizeException if the signature does not verify
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
