package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.deployment.KitCheck;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.release.ReleasePublicKey;
import io.github.openflgramine.verify.Expectations;
import io.github.openflgramine.verify.Inspect;
import io.github.openflgramine.verify.Verdict;
import io.github.openflgramine.verify.Verify;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether what one received is what its maker says: hashes every listed file again, completes and measures every
 * manifest again, checks the signatures, and compares all of it with the expected values. Ends with an error at any
 * difference. Works on an image's archive ({@code gramine.file}), an image of the engine ({@code openfl.image}), or a
 * manifest over a root file system ({@code gramine.manifest}); of these only the second needs Docker, none a project. With
 * {@code openfl.kit} it compares the files of a participant's kit with their signed checksums. The result goes to standard
 * output. Example: {@code mvn … -Dgramine.file=NAME.tar.gz -Dgramine.measurements=measurements.json}.
 */
@Mojo(name = "verify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class VerifyMojo extends AbstractGraminizeMojo {

    /** An image's archive ({@code NAME.tar.gz}, as {@code docker save} or {@code podman save} writes it), or a directory of its files. */
    @Parameter(property = "gramine.file")
    private @Nullable File file;

    /** A local image of the engine, by name and tag or id. It is not started. */
    @Parameter(property = "openfl.image")
    private @Nullable String image;

    /** A signed manifest, {@code NAME.manifest.sgx}. */
    @Parameter(property = "gramine.manifest")
    private @Nullable File manifest;

    /** The manifest's SIGSTRUCT. Default: {@code NAME.sig} beside it; without one the enclave is measured all the same. */
    @Parameter(property = "gramine.sig")
    private @Nullable File sig;

    /**
     * The root file system that the manifest's paths mean: a directory, a tar of one, or an image's archive; tars also packed
     * with gzip. Links are resolved inside it.
     */
    @Parameter(property = "gramine.rootfs", defaultValue = "/")
    private File rootfs;

    /** Gramine's {@code libpal.so} for SGX, in place of the root file system's or image's own. */
    @Parameter(property = "gramine.libpal")
    private @Nullable File libpal;

    /** The Gramine that will run the enclave, 1.5 to 1.9. Default: the version in /var/lib/dpkg/status, else 1.9. */
    @Parameter(property = "gramine.version")
    private @Nullable String version;

    /** The {@code measurements.json} of whoever made the image, received by another way than the image. */
    @Parameter(property = "gramine.measurements")
    private @Nullable File measurements;

    /** The expected MRSIGNER, 64 hexadecimal digits: whose signature every enclave has to have. */
    @Parameter(property = "gramine.mrsigner")
    private @Nullable String mrsigner;

    /** The expected MRENCLAVE of {@code gramine.manifest}'s enclave, 64 hexadecimal digits. */
    @Parameter(property = "gramine.mrenclave")
    private @Nullable String mrenclave;

    /** The expected MRENCLAVE of an image's aggregator. */
    @Parameter(property = "gramine.aggregatorMrenclave")
    private @Nullable String aggregatorMrenclave;

    /** The expected MRENCLAVE of an image's collaborator. */
    @Parameter(property = "gramine.collaboratorMrenclave")
    private @Nullable String collaboratorMrenclave;

    /** The release's statement of provenance, {@code provenance.json}; its signature is checked first. */
    @Parameter(property = "openfl.provenance")
    private @Nullable File provenance;

    /**
     * A kit as it was received, its archive or the directory that it was unpacked to: are all files as they were released? The
     * image is not in it, and is verified by itself.
     */
    @Parameter(property = "openfl.kit")
    private @Nullable File kit;

    /** The public key (PEM) of who released it, received by another way; for {@code openfl.provenance} and {@code openfl.kit}. */
    @Parameter(property = "openfl.releasePublicKey")
    private @Nullable File releasePublicKey;

    /** Whether a file that is listed may be absent, because it will be mounted where the enclave runs. */
    @Parameter(property = "gramine.allowAbsent", defaultValue = "false")
    private boolean allowAbsent;

    /** {@code table} for people, {@code json} for machines. */
    @Parameter(property = "gramine.format", defaultValue = "table")
    private String format;

    @Override
    void run(BuildLog log) throws IOException {
        Inspect.Format wanted = Inspect.Format.of(format);
        requireOneSubject();
        if (kit != null) {
            verifyKit(kit.toPath(), wanted);
            return;
        }
        Verdict verdict = verify(new Verify(
                log,
                new Verify.Request(
                        new Expectations(
                                path(measurements),
                                Optional.ofNullable(mrsigner),
                                Optional.ofNullable(mrenclave),
                                Optional.ofNullable(aggregatorMrenclave),
                                Optional.ofNullable(collaboratorMrenclave),
                                path(provenance),
                                path(releasePublicKey)),
                        Optional.ofNullable(version),
                        path(libpal),
                        allowAbsent)));
        PrintStream out = System.out;
        out.print(verdict.text(wanted));
        out.flush();
        verdict.requireAgreement();
    }

    private void verifyKit(Path received, Inspect.Format wanted) throws IOException {
        Optional<ReleasePublicKey> key = releasePublicKey == null
                ? Optional.empty()
                : Optional.of(ReleasePublicKey.read(releasePublicKey.toPath()));
        PrintStream out = System.out;
        out.print(wanted.write(KitCheck.check(received, key)));
        out.flush();
    }

    /** One that was given beside another would seem to be verified, too. */
    private void requireOneSubject() {
        if (Stream.of(file, image, manifest, kit).filter(Objects::nonNull).count() != 1) {
            throw new GraminizeException(
                    "Exactly one of gramine.file, openfl.image, gramine.manifest and openfl.kit must be given.",
                    "Give -Dgramine.file=NAME.tar.gz, or -Dopenfl.image=NAME:TAG, or -Dgramine.manifest=NAME.manifest.sgx with"
                            + " -Dgramine.rootfs=…, or -Dopenfl.kit=KIT.tar.");
        }
    }

    private Verdict verify(Verify verify) throws IOException {
        if (file != null) {
            return verify.archive(file.toPath());
        }
        if (manifest != null) {
            return verify.manifest(manifest.toPath(), path(sig), rootfs.toPath());
        }
        try (Engine engine = SessionEngine.connect(session())) {
            return verify.image(engine, String.valueOf(image));
        }
    }
}
