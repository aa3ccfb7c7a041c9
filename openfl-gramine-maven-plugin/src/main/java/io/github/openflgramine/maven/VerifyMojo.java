package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.deployment.KitCheck;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
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
    private FormatParameter format;

    @Parameter
    private MeasurementsParameter measurements;

    @Parameter
    private ExpectationParameters expected;

    @Parameter
    private ImageParameter image;

    @Parameter
    private ManifestParameters manifest;

    @Parameter
    private GramineVersionParameter gramine;

    /** The manifest's SIGSTRUCT. Default: {@code NAME.sig} next to it. Without a SIGSTRUCT the enclave is only measured. */
    @Parameter(property = "gramine.sig")
    private @Nullable File sig;

    /**
     * A participant's kit, as an archive or an unpacked directory. Its files are compared with their signed checksums. A kit does
     * not contain the image; verify the image separately.
     */
    @Parameter(property = "openfl.kit")
    private @Nullable File kit;

    /** Whether listed files may be absent, because they will be mounted where the enclave runs. */
    @Parameter(property = "gramine.allowAbsent", defaultValue = "false")
    private boolean allowAbsent;

    /**
     * Whether to compare only the enclaves of an image, and not its configuration and layers. Use it for an image that you built
     * again from the same sources. What runs outside of the enclaves is then not verified.
     */
    @Parameter(property = "gramine.enclavesOnly", defaultValue = "false")
    private boolean enclavesOnly;

    @Override
    void run(BuildLog log) throws IOException {
        Inspect.Format wanted = format.format();
        requireOneSubject();
        if (kit != null) {
            verifyKit(kit.toPath(), wanted);
            return;
        }
        Verify.Request request = new Verify.Request(
                expected.expectations(measurements), gramine.version(), manifest.libpal(), allowAbsent, enclavesOnly);
        Verdict verdict = verify(new Verify(log), request);
        PrintStream out = System.out;
        out.print(verdict.text(wanted));
        out.flush();
        verdict.requireAgreement();
    }

    private void verifyKit(Path received, Inspect.Format wanted) throws IOException {
        PrintStream out = System.out;
        out.print(wanted.write(
                KitCheck.check(received, expected.releasePublicKey().orElse(null))));
        out.flush();
    }

    /** Refuses more than one subject, because only the first would be verified. */
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
