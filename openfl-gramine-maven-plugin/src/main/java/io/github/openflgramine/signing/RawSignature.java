package io.github.openflgramine.signing;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.sgx.VerifyingKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** An RSA signature without encoding (RFC 8017, section 8.2.1): as many bytes as the modulus. */
final class RawSignature {

    private RawSignature() {}

    /**
     * Reads {@code NAME.rsa}. Its length and content are checked later.
     *
     * @throws GraminizeException if the file does not exist
     */
    static byte[] read(Path file, Path toBeSigned) throws IOException {
        if (!Files.exists(file)) {
            throw new GraminizeException(
                    name(file) + " does not exist; expected the signature of " + toBeSigned + ".",
                    remedy(file, toBeSigned));
        }
        byte[] bytes = ManifestSource.bytes(file, "gramine.signature");
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("\\s", "");
        if (text.matches("[0-9A-Fa-f]{%d}".formatted(2 * VerifyingKey.SIGNATURE_BYTES))) {
            throw encoded(file, "hexadecimal digits", "xxd -r -p");
        }
        if (text.matches("[0-9A-Za-z+/]+=*") && isBase64OfASignature(text)) {
            throw encoded(file, "Base64", "base64 -d");
        }
        return bytes;
    }

    /** Returns the signature's name in messages. */
    static String name(Path file) {
        return "gramine.signature=" + file;
    }

    static String remedy(Path file, Path toBeSigned) {
        return "Sign exactly that file: " + openssl(file, toBeSigned);
    }

    /** Returns the openssl command that signs with a key in a file. */
    public static String openssl(Path file, Path toBeSigned) {
        return "openssl dgst -sha256 -sign KEY.pem -out " + file + " " + toBeSigned;
    }

    private static boolean isBase64OfASignature(String text) {
        try {
            return Base64.getDecoder().decode(text).length == VerifyingKey.SIGNATURE_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static GraminizeException encoded(Path file, String how, String decoder) {
        return new GraminizeException(
                "%s is encoded as %s; expected %d raw bytes.".formatted(name(file), how, VerifyingKey.SIGNATURE_BYTES),
                "Decode it: %s < %s > DECODED, and use DECODED instead.".formatted(decoder, file));
    }
}
