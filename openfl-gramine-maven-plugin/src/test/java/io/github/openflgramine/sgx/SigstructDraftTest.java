package io.github.openflgramine.sgx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pem.PemPrivateKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Completes SIGSTRUCTs that were signed offline, and compares them with those of Gramine's own signer. */
final class SigstructDraftTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    private static PrivateKey privateKey;
    private static VerifyingKey key;
    private static Sigstruct golden;
    private static SigstructDraft draft;

    @BeforeAll
    static void read() throws IOException {
        privateKey = privateKey(GOLDEN.resolve("signing-key.pem"));
        key = SigningKeyReader.read(GOLDEN.resolve("signing-key.pem"), Passphrase.none())
                .publicKey();
        golden = SigstructReader.read(Files.readAllBytes(GOLDEN.resolve("01-defaults/openfl.sig")), "openfl.sig");
        draft = SigstructDraft.of(golden.identity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-defaults", "02-16G-512-threads", "05-debug-exinfo-cpu"})
    void a_signature_made_elsewhere_gives_the_references_bytes(String vector) throws Exception {
        byte[] reference = Files.readAllBytes(GOLDEN.resolve(vector).resolve("openfl.sig"));
        byte[] toBeSigned = SigstructReader.read(reference, vector).signedBytes();

        SigstructDraft read = SigstructDraft.read(toBeSigned, "openfl.tbs");

        assertThat(complete(read, sign("SHA256withRSA", read.toBeSigned())).bytes())
                .isEqualTo(reference);
    }

    @Test
    void the_bytes_to_sign_are_the_two_ends_of_the_body() {
        byte[] whole = golden.bytes();
        byte[] expected = Arrays.copyOf(whole, 256);
        System.arraycopy(whole, 900, expected, 128, 128);

        assertThat(draft.toBeSigned()).isEqualTo(expected);
    }

    @Test
    void a_signature_over_other_bytes_is_shown_with_both_digests() throws Exception {
        byte[] signature = sign("SHA256withRSA", new byte[] {1});

        assertThatThrownBy(() -> complete(draft, signature))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("It signs different bytes. SHA-256:%n".formatted()
                        + "    signed        4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a%n"
                                .formatted()
                        + "    to be signed  " + draft.sha256() + "%n Sign again.".formatted());
    }

    @Test
    void a_signature_by_another_key_is_told_from_one_over_other_bytes() throws Exception {
        VerifyingKey other = SigningKeyReader.read(TestKeys.file("pkcs1.pem"), Passphrase.none())
                .publicKey();
        byte[] signature = sign("SHA256withRSA", draft.toBeSigned());

        assertThatThrownBy(() -> draft.complete(other, signature, "It", "Sign again."))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("It was not made by the key with MRSIGNER " + other.mrsigner()
                        + ", or not with the padding of PKCS#1 v1.5. Sign again.");
    }

    @Test
    void another_digest_is_named() throws Exception {
        byte[] signature = sign("SHA512withRSA", draft.toBeSigned());

        assertThatThrownBy(() -> complete(draft, signature))
                .hasMessageStartingWith("It covers a digest of 64 bytes with the algorithm 2.16.840.1.101.3.4.2.3;");
    }

    @Test
    void a_signature_with_another_padding_is_refused() throws Exception {
        byte[] pss = sign("RSASSA-PSS", draft.toBeSigned());
        byte[] bare = sign("NONEwithRSA", draft.sha256().bytes());

        for (byte[] signature : new byte[][] {pss, bare, new byte[384], ones()}) {
            assertThatThrownBy(() -> complete(draft, signature))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("or not with the padding of PKCS#1 v1.5.");
        }
    }

    @Test
    void a_signature_of_another_length_is_refused() {
        assertThatThrownBy(() -> complete(draft, new byte[256]))
                .hasMessage("It has 256 bytes; a signature by an RSA-3072 key has 384. Sign again.");
    }

    @Test
    void no_flipped_bit_of_the_bytes_to_sign_goes_unnoticed() {
        Sigstruct sigstruct = golden;
        for (int position = 0; position < SigstructDraft.BYTES; position++) {
            byte[] bytes = draft.toBeSigned();
            bytes[position] ^= (byte) (1 << (position % 8));
            try {
                SigstructDraft read = SigstructDraft.read(bytes, "openfl.tbs");
                assertThat(read.toBeSigned()).as("byte %d", position).isEqualTo(bytes);
                assertThatThrownBy(() -> complete(read, signatureOf(sigstruct)))
                        .as("byte %d", position)
                        .isInstanceOf(GraminizeException.class);
            } catch (GraminizeException refused) {
                assertThat(refused).hasMessageContaining("is not a file of 256 bytes as prepare-signature writes it");
            }
        }
    }

    @Test
    void a_file_of_another_size_is_nothing_to_sign() {
        assertThatThrownBy(() -> SigstructDraft.read(new byte[384], "openfl.tbs"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("openfl.tbs (384 bytes) is not a file of 256 bytes as prepare-signature writes it."
                        + " Give the unchanged .tbs file.");
    }

    @Test
    void a_key_that_signs_wrongly_gives_no_sigstruct() throws Exception {
        RSAPrivateCrtKey good = (RSAPrivateCrtKey) privateKey;
        RSAPrivateCrtKey other = (RSAPrivateCrtKey) privateKey(TestKeys.file("pkcs1.pem"));
        SigningKey mixed = SigningKey.ofDevice(
                "The key",
                good,
                new VerifyingKey(other.getModulus()),
                Signature.getInstance("SHA256withRSA").getProvider(),
                () -> {});

        assertThatThrownBy(() -> SigstructSigner.sign(golden.identity(), mixed))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The signature just made with The key was not made by the key with MRSIGNER ")
                .hasMessageEndingWith("whose certificate belongs to another key.");
    }

    @Test
    void a_damaged_private_key_is_said_to_be_damaged() throws Exception {
        RSAPrivateCrtKey good = (RSAPrivateCrtKey) privateKey;
        RSAPrivateCrtKey damaged = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new RSAPrivateCrtKeySpec(
                        good.getModulus(),
                        good.getPublicExponent(),
                        good.getPrivateExponent(),
                        good.getPrimeP(),
                        good.getPrimeQ(),
                        good.getPrimeExponentP().flipBit(7),
                        good.getPrimeExponentQ(),
                        good.getCrtCoefficient()));
        SigningKey signing = SigningKey.of(damaged, "The key", "Create another key.");

        assertThatThrownBy(() -> SigstructSigner.sign(golden.identity(), signing))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("The key cannot sign: ");
    }

    private static Sigstruct complete(SigstructDraft from, byte[] signature) {
        return from.complete(key, signature, "It", "Sign again.");
    }

    private static byte[] signatureOf(Sigstruct sigstruct) {
        return LittleEndian.reversed(sigstruct.field(SigstructField.SIGNATURE), 384);
    }

    private static byte[] ones() {
        byte[] ones = new byte[384];
        Arrays.fill(ones, (byte) 0xff);
        return ones;
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        return new PemPrivateKey(file.toString(), Passphrase.none(), "", "").parse(Files.readString(file));
    }

    private static byte[] sign(String algorithm, byte[] message) throws GeneralSecurityException {
        Signature rsa = Signature.getInstance(algorithm);
        rsa.initSign(privateKey);
        if (algorithm.equals("RSASSA-PSS")) {
            rsa.setParameter(new java.security.spec.PSSParameterSpec(
                    "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
        }
        rsa.update(message);
        return rsa.sign();
    }
}
