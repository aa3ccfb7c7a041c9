package io.github.openflgramine.cli;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.files.UserDirectories;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SignManifest;
import io.github.openflgramine.signing.Signing;
import io.github.openflgramine.signing.SigningDate;
import io.github.openflgramine.signing.SigningKeys;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sign-manifest}: signs one manifest for one root file system. */
@Command(
        name = "sign-manifest",
        description = {
            "Signs one Gramine manifest for one root file system. Reads NAME.manifest; writes NAME.manifest.sgx and NAME.sig, byte for"
                    + " byte like gramine-sgx-sign.",
            "The environment variable OPENFL_GRAMINE_KEY_PASSPHRASE has the passphrase of an encrypted key, or the PIN of a token."
        })
@SuppressWarnings("NullAway.Init")
final class SignManifestCommand extends JarCommand {

    @Mixin
    private RootfsOptions files;

    @Option(
            names = "--signing-key",
            descriptionKey = "gramine.signingKey",
            paramLabel = "FILE",
            description =
                    "The key: a PEM file (RSA, 3072 bits, public exponent 3), or the pkcs11: URI of a key on a token.")
    private @Nullable String signingKey;

    @Option(names = "--ask-passphrase", description = "Ask at the console for the key's passphrase or the token's PIN.")
    private boolean askPassphrase;

    @Option(
            names = "--date",
            descriptionKey = "gramine.date",
            paramLabel = "DATE",
            description =
                    "The date in the SIGSTRUCT: yyyy-mm-dd or 0000-00-00. Default: that of SOURCE_DATE_EPOCH, else today"
                            + " (UTC).")
    private @Nullable String date;

    @Option(
            names = "--output",
            descriptionKey = "gramine.output",
            paramLabel = "DIRECTORY",
            description = "The output directory. Default: the manifest's directory.")
    private @Nullable Path output;

    @Mixin
    private ProductionOption production;

    SignManifestCommand(Surroundings here) {
        super(here);
    }

    @Override
    void run(BuildLog log) throws IOException {
        DeclaredEnclave declared = new DeclaredEnclave(
                required(files.manifest, "gramine.manifest", "the manifest to sign", "openfl.manifest"),
                files.rootfs,
                files.libpal(),
                files.version(),
                Optional.of(UserDirectories.cache(here().environment()).resolve("layers")));
        String place = required(
                signingKey,
                "gramine.signingKey",
                "the signing key (openssl genrsa -3 -out signing-key.pem 3072 creates one)",
                "signing-key.pem");
        SigstructDate day = new SigningDate(
                        Optional.ofNullable(date), Optional.empty(), here().variable("SOURCE_DATE_EPOCH"))
                .choose(Clock.systemUTC());
        ProductionGate gate = new ProductionGate(production.production, log);
        try (Signing signing = new Signing(new SigningKeys(Path.of(""), gate).open(place, passphrase()), day)) {
            new SignManifest(log, gate).sign(new SignManifest.Request(declared, Optional.ofNullable(output), signing));
        }
    }

    /** Returns the environment's passphrase, or the one that a person types. It is never an option: all processes can read those. */
    private Passphrase passphrase() {
        if (!askPassphrase) {
            return Passphrase.of(here().environment().get(OptionWords.PASSPHRASE));
        }
        Console console = here().console()
                .orElseThrow(() -> new GraminizeException(
                        "--ask-passphrase needs a console, and there is none.",
                        "Set the environment variable " + OptionWords.PASSPHRASE + " instead."));
        char[] typed = console.readPassword("Passphrase: ");
        return typed == null ? Passphrase.none() : Passphrase.typed(typed);
    }
}
