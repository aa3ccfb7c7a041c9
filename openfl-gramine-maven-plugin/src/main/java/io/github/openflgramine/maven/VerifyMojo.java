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
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that what you received is what its maker published: hashes every listed file, completes and measures every manifest,
 * checks the signatures, and compares the results with the expected values. Fails on any difference.
 *
 * <p>Verifies an image archive ({@code gramine.file}), an image of the Docker engine ({@code openfl.image}), or a manifest with its
 * root file system ({@code gramine.manifest}). Only an image of the engine needs Docker; none of them needs a project. With {@code
 * openfl.kit} it compares the files of a participant's kit with their signed checksums. The result goes to standard output.
 * Example: {@code mvn … -Dgramine.file=NAME.tar.gz -Dgramine.measurements=measurements.json}.
 */
@Mojo(name = "verify", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class VerifyMojo extends AbstractGraminizeMojo {

    @Parameter
    private InspectedParameters inspected;

    @Parameter
    private ImageParameter image;

    @Parameter
    private ManifestParameters manifest;

    @Parameter
    private GramineVersionParameter gramine;

    /** The manifest's SIGSTRUCT. Default: {@code NAME.sig} next to it. Without a SIGSTRUCT the enclave is only measured. */
    @Parameter(property = "gramine.sig")
    private @Nullable File sig;

    /** The maker's {@code measurements.json}. Receive it out of band, not together with the image. */
    @Parameter(property = "gramine.measurements")
    private @Nullable File measurements;

    /** The expected MRSIGNER of every enclave, 64 hexadecimal digits. */
    @Parameter(property = "gramine.mrsigner")
    private @Nullable String mrsigner;

    /** The expected MRENCLAVE for {@code gramine.manifest}, 64 hexadecimal digits. */
    @Parameter(property = "gramine.mrenclave")
    private @Nullable String mrenclave;

    /** The expected MRENCLAVE of the image's aggregator, 64 hexadecimal digits. */
    @Parameter(property = "gramine.aggregatorMrenclave")
    private @Nullable String aggregatorMrenclave;

    /** The expected MRENCLAVE of the image's collaborator, 64 hexadecimal digits. */
    @Parameter(property = "gramine.collaboratorMrenclave")
    private @Nullable String collaboratorMrenclave;

    /** The release's provenance, {@code provenance.json}. Its signature is checked first. */
    @Parameter(property = "openfl.provenance")
    private @Nullable File provenance;

    /**
     * A participant's kit, as an archive or an unpacked directory. Its files are compared with their signed checksums. A kit does
     * not contain the image; verify the image separately.
     */
    @Parameter(property = "openfl.kit")
    private @Nullable File kit;

    /** The public key (PEM) of the release, for {@code openfl.provenance} and {@code openfl.kit}. Receive it out of band. */
    @Parameter(property = "openfl.releasePublicKey")
    private @Nullable File releasePublicKey;

    /** Whether listed files may be absent, because they will be mounted where the enclave runs. */
    @Parameter(property = "gramine.allowAbsent", defaultValue = "false")
    private boolean allowAbsent;

    @Override
    void run(BuildLog log) throws IOException {
        Inspect.Format wanted = inspected.format();
        requireOneSubject();
        if (kit != null) {
            verifyKit(kit.toPath(), wanted);
            return;
        }
        Verify.Request request = new Verify.Request(
                new Expectations(
                        path(measurements),
                        Optional.ofNullable(mrsigner),
                        Optional.ofNullable(mrenclave),
                        Optional.ofNullable(aggregatorMrenclave),
                        Optional.ofNullable(collaboratorMrenclave),
                        path(provenance),
                        path(releasePublicKey)),
                gramine.version(),
                manifest.libpal(),
                allowAbsent);
        Verdict verdict = verify(new Verify(log), request);
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
        out.print(wanted.write(KitCheck.check(received, key.orElse(null))));
        out.flush();
    }

    /** A second one would not be verified, but would seem to be. */
    private void requireOneSubject() {
        if (Stream.of(inspected.file(), image.image(), manifest.manifest(), path(kit))
                        .filter(Optional::isPresent)
                        .count()
                != 1) {
            throw new GraminizeException(
                    "Exactly one of gramine.file, openfl.image, gramine.manifest and openfl.kit must be given.",
                    "Give -Dgramine.file=NAME.tar.gz, or -Dopenfl.image=NAME:TAG, or -Dgramine.manifest=NAME.manifest.sgx with"
                            + " -Dgramine.rootfs=…, or -Dopenfl.kit=KIT.tar.");
        }
    }

    private Verdict verify(Verify verify, Verify.Request request) throws IOException {
        if (inspected.file().isPresent()) {
            return verify.archive(inspected.file().get(), request);
        }
        if (manifest.manifest().isPresent()) {
            return verify.manifest(manifest.manifest().get(), path(sig).orElse(null), manifest.rootfs(), request);
        }
        try (Engine engine = Engine.connect(engineAddress())) {
            return verify.image(engine, image.image().orElseThrow(), request);
        }
    }
}
