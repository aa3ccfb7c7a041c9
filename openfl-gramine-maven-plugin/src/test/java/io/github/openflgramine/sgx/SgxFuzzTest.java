package io.github.openflgramine.sgx;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.openflgramine.Fuzz;
import io.github.openflgramine.Passphrase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fuzzes keys and signatures. */
final class SgxFuzzTest {

    @TempDir
    Path temp;

    @Test
    void any_pem_is_a_key_or_refused() throws IOException {
        List<byte[]> keys = new ArrayList<>();
        for (String name : List.of("pkcs1", "pkcs8", "pkcs1-encrypted", "pkcs8-encrypted", "ec", "ed25519", "public")) {
            keys.add(Files.readAllBytes(TestKeys.file(name + ".pem")));
        }
        Fuzz.fuzz("pem", keys, 1, (bytes, hostile) -> read(bytes));
    }

    /** Damages the DER inside the PEM text. Damage to the text itself would mostly be found as invalid Base64. */
    @ParameterizedTest
    @ValueSource(strings = {"pkcs1.pem", "pkcs8.pem", "pkcs8-encrypted.pem", "ed25519.pem"})
    void any_der_is_a_key_or_refused(String name) throws IOException {
        String[] lines = Files.readString(TestKeys.file(name)).strip().split("\n", -1);
        String base64 = String.join("", Arrays.copyOfRange(lines, 1, lines.length - 1));
        Fuzz.fuzz(
                "der-" + name,
                List.of(Base64.getDecoder().decode(base64)),
                1,
                (bytes, hostile) -> read(String.join(
                                "\n", lines[0], Base64.getMimeEncoder().encodeToString(bytes), lines[lines.length - 1])
                        .getBytes(US_ASCII)));
    }

    private void read(byte[] pem) throws IOException {
        Path file = Files.write(temp.resolve("key.pem"), pem);
        SigningKeyReader.read(file, Passphrase.of("correct"));
    }

    @Test
    void any_sigstruct_is_judged_or_refused() throws IOException {
        byte[] valid = Files.readAllBytes(Path.of("src/test/resources/golden/05-debug-exinfo-cpu/openfl.sig"));
        Fuzz.fuzz("sigstruct", List.of(valid), 1, (bytes, hostile) -> {
            byte[] whole = hostile.onceIn(10) ? bytes : Arrays.copyOf(bytes, Sigstruct.BYTES);
            Sigstruct sigstruct = SigstructReader.read(whole, "openfl.sig");
            boolean same = Arrays.equals(whole, valid);
            if (SigstructVerifier.problems(sigstruct).isEmpty() && !same) {
                throw new AssertionError("verified although it was changed: " + sigstruct);
            }
        });
    }
}
