package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.Deployment;
import io.github.openflgramine.prepare.BuildFiles;
import io.github.openflgramine.prepare.Check;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.prepare.PipInstall;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.signing.SignatureSource;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks what can be known without an engine: the workspace's parts, its plan, its own Dockerfile, manifest and trusted.txt
 * where it has them, the enclave's size against its threads, the files that the build needs, and the signing key or the given
 * signatures if there are any; where {@code deploy} is to publish kits, that there is somebody to make them for. Warns where
 * the plan is not initialised yet, where requirements.txt would bring CUDA packages, and where the packed workspace or a file in
 * {@code src/} has more than 50 MB. The code in {@code src/} is checked
 * later, by the image's own Python: see graminize.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractEnclaveMojo {

    /** The image to build on; see {@code prepare}. */
    @Parameter(property = "gramine.baseImage", defaultValue = FirstImage.DEFAULT_BASE)
    private String baseImage = "";

    /** A constraints file of pip's; see {@code prepare}. */
    @Parameter(property = "openfl.constraints")
    private @Nullable File constraints;

    /** The version of OpenFL to install; see {@code prepare}. */
    @Parameter(property = "openfl.version", defaultValue = "1.9")
    private String openflVersion = "";

    /** What to install in its place; see {@code prepare}. */
    @Parameter(property = "openfl.requirement")
    private @Nullable String openflRequirement;

    /** A directory of wheels; see {@code prepare}. */
    @Parameter(property = "gramine.wheelhouse")
    private @Nullable File wheelhouse;

    /** An index for pip beside PyPI; see {@code prepare}. */
    @Parameter(property = "gramine.wheelIndex")
    private @Nullable String wheelIndex;

    /** Further options of {@code pip install}; see {@code prepare}. */
    @Parameter(property = "gramine.pipOptions")
    private @Nullable String pipOptions;

    /** CA certificates for the build; see {@code prepare}. */
    @Parameter(property = "gramine.caBundle")
    private @Nullable File caBundle;

    /** Whether to keep to gramine/lock.json; see {@code prepare}. */
    @Parameter(property = "gramine.locked", defaultValue = "false")
    private boolean locked;

    /** Cores of the largest machine that the image is to run on: gRPC's threads grow with them, and gramine.maxThreads has to hold them. */
    @Parameter(property = "gramine.cores", defaultValue = "16")
    private int cores;

    /** Whether {@code mvn deploy} publishes the participants' kits; see {@code attach-kits}. */
    @Parameter(property = "openfl.publishKits", defaultValue = "false")
    private boolean publishKits;

    @Inject
    CheckMojo(KeyPassphrase passphrases) {
        super(passphrases);
    }

    @Override
    void run(BuildLog log) throws IOException {
        names();
        trustedFiles();
        if (publishKits && session().getGoals().contains("deploy")) {
            Deployment.requireParticipants(workspace());
        }
        new Check(log, gate(log))
                .check(new Check.Request(
                        workspace(),
                        baseImage,
                        new PipInstall(
                                Optional.ofNullable(openflRequirement).orElse("openfl==" + openflVersion),
                                new BuildFiles(path(constraints), path(wheelhouse), path(caBundle)),
                                Optional.ofNullable(wheelIndex),
                                Optional.ofNullable(pipOptions).orElse("")),
                        locked,
                        enclaveOptions(),
                        cores,
                        unsignedImage(),
                        keyFile()));
        signing(log).ifPresent(SignatureSource::close);
    }
}
