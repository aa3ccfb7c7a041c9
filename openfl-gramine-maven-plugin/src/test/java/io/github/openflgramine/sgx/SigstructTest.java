package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.Sha256;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class SigstructTest {

    private static final EnclaveIdentity IDENTITY = new EnclaveIdentity(
            Sha256.digest(new byte[] {1}),
            new EnclaveAttributes(0x6, -1, 0x2e7, 0xfffffffffff9ff1bL, 1, -1),
            0xfffe,
            0x0102,
            SigstructDate.parse("2026-11-23").orElseThrow());

    private static SigningKey key;
    private static Sigstruct signed;

    @BeforeAll
    static void sign() throws IOException {
        key = SigningKeyReader.read(TestKeys.file("pkcs1.pem"), Passphrase.none());
        signed = SigstructSigner.sign(IDENTITY, key);
    }

    @Test
    void reads_back_what_was_signed() {
        Sigstruct read = SigstructReader.read(signed.bytes(), "a.sig");

        assertThat(read).isEqualTo(signed).hasSameHashCodeAs(signed);
        assertThat(read.identity()).isEqualTo(IDENTITY);
        assertThat(read.modulus()).isEqualTo(key.publicKey().modulus());
        assertThat(read.exponent()).isEqualTo(3);
        assertThat(read.mrsigner()).isEqualTo(key.mrsigner());
    }

    @Test
    void what_was_signed_verifies() {
        assertThat(SigstructVerifier.problems(signed)).isEmpty();
    }

    @Test
    void signing_twice_gives_the_same_bytes() {
        assertThat(SigstructSigner.sign(IDENTITY, key)).isEqualTo(signed);
    }

    @Test
    void no_flipped_bit_goes_unnoticed() {
        for (int position = 0; position < Sigstruct.BYTES; position++) {
            byte[] bytes = signed.bytes();
            bytes[position] ^= (byte) (1 << (position % 8));

            assertThat(SigstructVerifier.problems(Sigstruct.of(bytes)))
                    .as("bit %d of byte %d", position % 8, position)
                    .isNotEmpty();
        }
    }

    @Test
    void says_which_field_is_wrong() {
        byte[] bytes = signed.bytes();
        bytes[SigstructField.RESERVED_BEFORE_Q.offset()] = 1;
        bytes[SigstructField.Q2.offset()] ^= 1;

        assertThat(SigstructVerifier.problems(Sigstruct.of(bytes)))
                .containsExactly(
                        "RESERVED_BEFORE_Q (bytes 1028 to 1039) is not what the SDM prescribes",
                        "Q2 is not (signature² mod modulus) · signature div modulus");
    }

    @Test
    void says_which_header_is_wrong_even_where_the_signature_is_wrong_by_it() {
        for (SigstructField header : List.of(SigstructField.HEADER, SigstructField.HEADER2)) {
            byte[] bytes = signed.bytes();
            bytes[header.offset()] ^= 1;

            assertThat(SigstructVerifier.problems(Sigstruct.of(bytes)))
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith(header + " (bytes ");
        }
    }

    @Test
    void is_another_with_one_other_bit_and_shows_what_it_measures_and_who_signed() {
        byte[] bytes = signed.bytes();
        bytes[SigstructField.ENCLAVEHASH.offset()] ^= 1;
        Sigstruct other = Sigstruct.of(bytes);

        assertThat(other).isNotEqualTo(signed).doesNotHaveSameHashCodeAs(signed);
        assertThat(signed)
                .hasToString(
                        "Sigstruct[mrenclave=" + Sha256.digest(new byte[] {1}) + ", mrsigner=" + key.mrsigner() + "]");
    }

    @Test
    void all_zero_bytes_are_refused_without_an_exception() {
        assertThat(SigstructVerifier.problems(Sigstruct.of(new byte[Sigstruct.BYTES])))
                .contains("EXPONENT is 0, not 3", "MODULUS has 0 bits, not 3072");
    }

    @Test
    void another_size_is_no_sigstruct() {
        assertThatThrownBy(() -> SigstructReader.read(new byte[1807], "a.sig"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("a.sig has 1807 bytes; a SIGSTRUCT has 1808. Give the .sig file made with the manifest.");
    }

    @Test
    void what_is_handed_out_cannot_change_it() {
        signed.bytes()[0] = 99;

        assertThat(SigstructVerifier.problems(signed)).isEmpty();
    }
}
