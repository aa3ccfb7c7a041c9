package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SigstructComparisonTest {

    private static final EnclaveIdentity ENCLAVE = new EnclaveIdentity(
            Sha256.digest(new byte[] {1}),
            new EnclaveAttributes(0x6, -1, 0x2e7, 0xfffffffffff9ff1bL, 1, -1),
            0xfffe,
            0x0102,
            SigstructDate.parse("2026-11-23").orElseThrow());

    @Test
    void a_sigstruct_of_this_enclave_has_no_differences() {
        assertThat(SigstructComparison.differences(SigstructWriter.unsigned(ENCLAVE), ENCLAVE))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "VENDOR",
                "SWDEFINED",
                "MISCSELECT",
                "MISCMASK",
                "CET_ATTRIBUTES",
                "CET_ATTRIBUTES_MASK",
                "ISVFAMILYID",
                "ATTRIBUTES_FLAGS",
                "ATTRIBUTES_XFRM",
                "ATTRIBUTEMASK_FLAGS",
                "ATTRIBUTEMASK_XFRM",
                "ISVEXTPRODID",
                "ISVPRODID",
                "ISVSVN"
            })
    void a_field_that_the_enclave_decides_is_compared(SigstructField field) {
        assertThat(SigstructComparison.differences(withFlipped(field), ENCLAVE))
                .singleElement()
                .extracting(SigstructComparison.Difference::field)
                .isEqualTo(field.name());
    }

    @ParameterizedTest
    @EnumSource(names = {"DATE", "ENCLAVEHASH", "MODULUS", "Q2"})
    void other_fields_are_not(SigstructField field) {
        assertThat(SigstructComparison.differences(withFlipped(field), ENCLAVE)).isEmpty();
    }

    @Test
    void values_are_numbers_as_wide_as_their_field() {
        assertThat(SigstructComparison.differences(withFlipped(SigstructField.ISVSVN), ENCLAVE))
                .containsExactly(new SigstructComparison.Difference("ISVSVN", "0x0102", "0x8102"));
    }

    /** Flips the highest bit of the field's last byte. */
    private static Sigstruct withFlipped(SigstructField field) {
        byte[] bytes = SigstructWriter.unsigned(ENCLAVE).bytes();
        bytes[field.offset() + field.size() - 1] ^= (byte) 0x80;
        return Sigstruct.of(bytes);
    }
}
