package io.github.openflgramine.signing;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pkcs11.Pkcs11Uri;
import io.github.openflgramine.pkcs11.TokenKeyGenerator;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigningKeyGenerator;
import io.github.openflgramine.sgx.VerifyingKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/** {@code generate-key}: creates a key for signing enclaves, outside all directories that are packed into images. */
public final class GenerateKey {

    private final Path home;
    private final SigningLog log;

    /** @param home the user's home directory; the line for the POM refers to it by its property */
    public GenerateKey(Path home, BuildLog log) {
        this.home = home;
        this.log = new SigningLog(log);
    }

    /**
     * Creates the key.
     *
     * @param place a file's path, or the URI of a new key on a PKCS#11 token (RFC 7512)
     * @param base the base directory of a relative path
     * @param secret encrypts the file, or opens the token; closed here, whatever happens
     */
    public void generate(String place, Path base, Passphrase secret) throws IOException {
        try (secret) {
            if (Pkcs11Uri.isOne(place)) {
                VerifyingKey made = TokenKeyGenerator.generate(Pkcs11Uri.parse(place, base), secret);
                log.tokenKeyMade(made.mrsigner(), place);
            } else {
                inFile(base.resolve(place), secret);
            }
        }
    }

    private void inFile(Path file, Passphrase passphrase) throws IOException {
        Path key = file.toAbsolutePath().normalize();
        refusePacked(key);
        Files.createDirectories(
                Objects.requireNonNull(key.getParent(), "a file has a directory"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        SigningKey made = SigningKeyGenerator.generate(key, passphrase);
        log.signingKeyMade(key, made.mrsigner(), inPom(key), passphrase.isPresent());
    }

    /** Refuses a key in a workspace, because the files next to plan and code are packed into the image. */
    private static void refusePacked(Path key) {
        for (Path directory = key.getParent(); directory != null; directory = directory.getParent()) {
            Path inside = directory.relativize(key);
            if (Files.exists(directory.resolve("plan/plan.yaml"))
                    && (inside.startsWith("plan") || inside.startsWith("src"))) {
                throw new GraminizeException(
                        "<signingKey> " + key + " is among the files that are packed into the image.",
                        "Keep it outside the workspace " + directory + ".");
            }
        }
    }

    private String inPom(Path key) {
        return key.startsWith(home) ? "${user.home}/" + home.relativize(key) : key.toString();
    }
}
