package io.github.openflgramine.sgx;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a SIGSTRUCT with the enclave that it is said to be about. MRENCLAVE is left to the caller, who has more to say
 * of it; the date is the signer's to choose, and what {@link SigstructVerifier} checks needs no enclave.
 */
public final class SigstructComparison {

    /** Attributes and numbers that the manifest decides, and what no signer of Gramine's sets: zero. */
    private static final List<SigstructField> FIELDS = List.of(
            SigstructField.VENDOR,
            SigstructField.SWDEFINED,
            SigstructField.MISCSELECT,
            SigstructField.MISCMASK,
            SigstructField.CET_ATTRIBUTES,
            SigstructField.CET_ATTRIBUTES_MASK,
            SigstructField.ISVFAMILYID,
            SigstructField.ATTRIBUTES_FLAGS,
            SigstructField.ATTRIBUTES_XFRM,
            SigstructField.ATTRIBUTEMASK_FLAGS,
            SigstructField.ATTRIBUTEMASK_XFRM,
            SigstructField.ISVEXTPRODID,
            SigstructField.ISVPRODID,
            SigstructField.ISVSVN);

    private SigstructComparison() {}

    /**
     * A field with another value than the enclave asks for; values as {@code 0x…}.
     *
     * @param field its name in the SDM
     */
    public record Difference(String field, String expected, String found) {}

    /** In the order of the fields; empty when the SIGSTRUCT says of this enclave what a signer would. */
    public static List<Difference> differences(Sigstruct found, EnclaveIdentity enclave) {
        Sigstruct expected = SigstructWriter.unsigned(enclave);
        return FIELDS.stream()
                .filter(field -> !Arrays.equals(found.field(field), expected.field(field)))
                .map(field -> new Difference(field.name(), hex(expected, field), hex(found, field)))
                .toList();
    }

    private static String hex(Sigstruct sigstruct, SigstructField field) {
        BigInteger number = LittleEndian.toBigInteger(sigstruct.field(field));
        return "0x%0".concat(2 * field.size() + "x").formatted(number);
    }
}
