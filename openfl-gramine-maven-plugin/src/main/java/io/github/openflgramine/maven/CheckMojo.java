package io.github.openflgramine.maven;

import io.github.openflgramine.deployment.Deployment;
import io.github.openflgramine.prepare.Check;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.InsecureSettings;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.signing.SignatureSource;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks what can be checked without a Docker engine: the workspace and its plan; its own Dockerfile, manifest and trusted.txt, if
 * any; the enclave's size for its threads; the files that the build needs; the signing key or the existing signatures, if any; and
 * whether there are participants, if {@code deploy} is to publish kits. Warns if the plan is not initialized yet, if
 * requirements.txt would install CUDA packages, or if the packed workspace or a file in {@code src/} has more than 50 MB. The
 * code in {@code src/} is checked later, by the image's own Python; see {@code graminize}.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CheckMojo extends AbstractWorkspaceMojo {

    private final KeyPassphrase passphrases;

    @Parameter
    private FirstImageParameters image;

    @Parameter
    private FixedContentParameters content;

    @Parameter
    private EnclaveParameters enclave;

    @Parameter
    private SigningKeyParameters key;

    @Parameter
    private SignaturesParameter signatures;

    @Parameter
    private SigstructParameters sigstruct;

    @Parameter
    private ProductionParameter production;

    @Parameter
    private PublishKitsParameter publishKits;

    @Parameter
    private ReleaseKeyParameter releaseKey;

    /**
     * The number of cores of the largest machine that will run the image. gRPC starts more threads on more cores, and
     * {@code gramine.maxThreads} must suffice for them.
     */
    @Parameter(property = "gramine.cores", defaultValue = "16")
    private int cores;

    @Parameter
    private FormatParameter format;

    @Inject
    CheckMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        names();
        enclave.trustedFiles();
        ProductionGate gate = gate(production, log);
        releaseKey.check(gate);
        if (publishKits.isSet() && session().getGoals().contains("deploy")) {
            Deployment.requireParticipants(workspace());
            if (!releaseKey.isSet()) {
                gate.pass(InsecureSettings.ofUnsignedKits());
            }
        }
        image.libraryChanges();
        BuildSigning signing = new BuildSigning(basedir(), key, signatures, sigstruct, production, passphrases);
        new Check(log, gate)
                .check(new Check.Request(
                        workspace(),
                        image.baseImage(),
                        image.install(),
                        content.isLocked(),
                        enclave.options(content),
                        cores,
                        unsignedImage(signing),
                        signing.keyFile()));
        signing.open(this, gate).ifPresent(SignatureSource::close);
        result().printJson(gate.summary());
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
