package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.SignManifest;
import io.github.openflgramine.build.Signing;
import io.github.openflgramine.build.SigningDate;
import io.github.openflgramine.sgx.SigningKey;
import io.github.openflgramine.sgx.SigstructDate;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/**
 * Signs one Gramine manifest over one root file system, without a project and without Docker: from {@code NAME.manifest} come
 * {@code NAME.manifest.sgx}, with every trusted file's SHA-256, and {@code NAME.sig}, in the bytes that {@code
 * gramine-sgx-sign} would write. Prints the enclave's attributes, its memory map and its measurement.
 */
@Mojo(name = "sign-manifest", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SignManifestMojo extends AbstractGraminizeMojo {

    private final KeyPassphrase passphrases;

    /** The manifest: a TOML file whose name ends in {@code .manifest}. Example: {@code -Dgramine.manifest=openfl.manifest}. */
    @Parameter(property = "gramine.manifest")
    private @Nullable File manifest;

    /**
     * The root file system that the manifest's paths mean: a folder, a tar of one, or an image's archive as {@code docker save}
     * writes it; tars also packed with gzip. Links are resolved inside it. Default: this machine's own. What the kernel puts
     * into it (/proc, /sys, /dev) counts as empty.
     */
    @Parameter(property = "gramine.rootfs", defaultValue = "/")
    private File rootfs;

    /**
     * Gramine's {@code libpal.so} for SGX. Default: the root file system's own, at
     * {@code /usr/lib/x86_64-linux-gnu/gramine/sgx/libpal.so}.
     */
    @Parameter(property = "gramine.libpal")
    private @Nullable File libpal;

    /** The key that signs: PEM, RSA with 3072 bits and public exponent 3, made by {@code openfl-gramine:generate-key}. */
    @Parameter(property = "gramine.signingKey")
    private @Nullable File signingKey;

    /**
     * The id of the server in Maven's settings.xml whose (encrypted) passphrase opens the key. Without it an encrypted key is
     * opened with the environment's OPENFL_GRAMINE_KEY_PASSPHRASE.
     */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    /** The folder for the two files; made if it is missing. Default: the manifest's own. */
    @Parameter(property = "gramine.output")
    private @Nullable File output;

    /**
     * The date in the SIGSTRUCT, {@code yyyy-mm-dd} or {@code 0000-00-00}. Default: the day of
     * {@code project.build.outputTimestamp}, then of the environment's SOURCE_DATE_EPOCH, then today (UTC).
     */
    @Parameter(property = "gramine.date")
    private @Nullable String date;

    /**
     * The Gramine that will run the enclave, 1.5 to 1.9: keys that it does not take are refused. Default: the version in the
     * root file system's /var/lib/dpkg/status, else 1.9.
     */
    @Parameter(property = "gramine.version")
    private @Nullable String version;

    @Parameter(defaultValue = "${project.build.outputTimestamp}", readonly = true)
    private @Nullable String outputTimestamp;

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    @Inject
    SignManifestMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        Path declared = required(manifest, "gramine.manifest", "the manifest to sign", "openfl.manifest");
        Path keyFile = required(
                signingKey,
                "gramine.signingKey",
                "the key that signs (openfl-gramine:generate-key makes one)",
                "key.pem");
        SigstructDate day = SigningDate.choose(
                Optional.ofNullable(date),
                Optional.ofNullable(outputTimestamp),
                Optional.ofNullable(System.getenv("SOURCE_DATE_EPOCH")),
                Clock.systemUTC());
        SigningKey key = SigningKeys.read(keyFile, passphrases.find(settings, signingKeyServer), log);
        new SignManifest(log)
                .sign(new SignManifest.Request(
                        declared,
                        rootfs.toPath(),
                        Optional.ofNullable(libpal).map(File::toPath),
                        Optional.ofNullable(version),
                        Optional.ofNullable(output).map(File::toPath),
                        new Signing(key, day)));
    }

    private static Path required(@Nullable File value, String property, String what, String example) {
        if (value == null) {
            throw new GraminizeException(
                    property + " is missing: " + what + ".",
                    "Give -D" + property + "=… (for example " + example + ").");
        }
        return value.toPath();
    }
}
