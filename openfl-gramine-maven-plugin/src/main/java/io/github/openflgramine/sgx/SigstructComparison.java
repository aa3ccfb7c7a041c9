package io.github.openflgramine.sgx;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Compares a SIGSTRUCT with the enclave it should describe. Three things are not compared here: MRENCLAVE, which the
 * caller compares with a more detailed message; the date, which the signer chooses; and what {@link SigstructVerifier}
 * checks without an enclave.
 */
public final class SigstructComparison {

    /** Fields that the manifest determines, and fields that Gramine's signers leave at zero. */
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
     * A field whose value differs from the expected one. Values are written as {@code 0x…}.
     *
     * @param field the field's name in the SDM
     */
    public record Difference(String field, String expected, String found) {}

    /**
     * Returns the differences in the order of the fields. The list is empty if the SIGSTRUCT describes this enclave.
     */
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
