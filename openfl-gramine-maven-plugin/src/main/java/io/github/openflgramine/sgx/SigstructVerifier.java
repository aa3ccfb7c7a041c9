package io.github.openflgramine.sgx;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks a SIGSTRUCT as EINIT does (SDM volume 3D, section 39.3, EINIT): constants, reserved bytes, signature, Q1 and
 * Q2.
 */
public final class SigstructVerifier {

    private static final List<SigstructField> RESERVED = List.of(
            SigstructField.RESERVED_BEFORE_KEY,
            SigstructField.RESERVED_AFTER_CET,
            SigstructField.RESERVED_AFTER_HASH,
            SigstructField.RESERVED_BEFORE_Q);

    private SigstructVerifier() {}

    /** Returns the problems in the order of the fields. The list is empty if the SIGSTRUCT is valid. */
    public static List<String> problems(Sigstruct sigstruct) {
        List<String> problems = new ArrayList<>();
        constant(sigstruct, SigstructField.HEADER, SigstructWriter.HEADER, problems);
        constant(sigstruct, SigstructField.HEADER2, SigstructWriter.HEADER2, problems);
        for (SigstructField field : RESERVED) {
            constant(sigstruct, field, new byte[field.size()], problems);
        }
        BigInteger modulus = sigstruct.modulus();
        if (sigstruct.exponent() != VerifyingKey.EXPONENT.intValueExact()) {
            problems.add("EXPONENT is " + Integer.toUnsignedString(sigstruct.exponent()) + ", not 3");
        }
        if (modulus.bitLength() != VerifyingKey.BITS) {
            problems.add("MODULUS has " + modulus.bitLength() + " bits, not " + VerifyingKey.BITS);
        } else if (!new VerifyingKey(modulus).verifies(sigstruct.signedBytes(), sigstruct.signature())) {
            problems.add("SIGNATURE is not a signature of this SIGSTRUCT by its key");
        } else {
            quotients(sigstruct, problems);
        }
        return List.copyOf(problems);
    }

    private static void constant(Sigstruct sigstruct, SigstructField field, byte[] expected, List<String> problems) {
        if (!Arrays.equals(sigstruct.field(field), expected)) {
            problems.add("%s (bytes %d to %d) is not what the SDM prescribes"
                    .formatted(field, field.offset(), field.offset() + field.size() - 1));
        }
    }

    private static void quotients(Sigstruct sigstruct, List<String> problems) {
        Sigstruct expected = SigstructWriter.signed(sigstruct.identity(), sigstruct.modulus(), sigstruct.signature());
        if (!sigstruct.q1().equals(expected.q1())) {
            problems.add("Q1 is not signature² div modulus");
        }
        if (!sigstruct.q2().equals(expected.q2())) {
            problems.add("Q2 is not (signature² mod modulus) · signature div modulus");
        }
    }
}
