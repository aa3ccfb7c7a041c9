package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.KitCheck;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.Verdict;
import io.github.openflgramine.verify.Verify;
import io.github.openflgramine.verify.VerifySubject;
import java.io.File;
import java.io.IOException;
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
        VerifySubject subject = new VerifySubject(
                inspected.file(), image.image(), manifest.manifest(), path(sig), manifest.rootfs(), path(kit));
        if (subject.kit().isPresent()) {
            result().print(KitCheck.check(
                    subject.kit().get(), expected.releasePublicKey().orElse(null)));
            return;
        }
        Verdict verdict = subject.verify(
                new Verify(log),
                new Verify.Request(
                        expected.expectations(measurements),
                        gramine.version(),
                        manifest.libpal(),
                        allowAbsent,
                        enclavesOnly),
                () -> Engine.connect(engineAddress()));
        result().print(verdict.summary());
        verdict.requireAgreement();
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
