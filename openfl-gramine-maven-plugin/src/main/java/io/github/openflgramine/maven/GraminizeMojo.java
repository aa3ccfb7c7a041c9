package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.UserDirectories;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.graminize.GraminizeLog;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.prepare.PlanTrial;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.OpenedFiles;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.signing.SignatureSource;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first image and makes, for the aggregator and for the collaborator, the manifest with the SHA-256 of every trusted file,
 * the MRENCLAVE and, with a key or existing signatures, the signed SIGSTRUCT. Then writes the context of the final image, which
 * fabric8's {@code docker:build} builds next. Warns, with file and line, if the code in {@code src/} uses a GPU or a path of the host,
 * or downloads without checking {@code data/} first. The private key stays in this process. Replaces {@code fx workspace graminize}.
 */
@Mojo(name = "graminize", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class GraminizeMojo extends AbstractWorkspaceMojo {

    private final KeyPassphrase passphrases;

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

    /**
     * Whether {@code mvn install} writes and installs the image archive {@code NAME.tar.gz}. {@code false} has the same effect as
     * fabric8's {@code docker.skip.save=true}.
     */
    @Parameter(property = "gramine.save", defaultValue = "true")
    private boolean save;

    /**
     * Whether to construct what the plan names, with OpenFL's own classes, in a container of the first image before anything is signed:
     * classes, their settings, tasks, the task runner. It is done once for each first image, without a network or data, and also tells what
     * the start of an enclave costs. {@code false} is for code that can only be constructed with a network or data.
     */
    @Parameter(property = "openfl.tryPlan", defaultValue = "true")
    private boolean tryPlan;

    /** The time limit in seconds for constructing what the plan names. */
    @Parameter(property = "openfl.tryPlanTimeout", defaultValue = "600")
    private int tryPlanTimeout;

    /** A plan to pack instead of plan/plan.yaml. The goal {@code federation} sets it for its temporary image. */
    @Parameter
    private @Nullable File plan;

    @Inject
    GraminizeMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        Graminize.Result made = graminize(log);
        handOver(Handover.FINAL_IMAGE_NAME, made.finalImage());
        handOver(Handover.FIRST_IMAGE_ID, made.firstImage().toString());
        handOver(Handover.FINAL_IMAGE_CONTEXT, work("final").toString());
        handOver(Handover.FINAL_IMAGE_ARCHIVE, savedArchive().saved().toString());
        handOver(Handover.FINAL_IMAGE_SKIP_SAVE, Boolean.toString(!save || skippedByFabric8()));
    }

    /**
     * Returns whether the user set fabric8's property, which fabric8 ignores because the lifecycle sets the parameter.
     */
    private boolean skippedByFabric8() {
        return property("docker.skip.save").filter("true"::equals).isPresent();
    }

    private OpenedFiles tryPlan(BuildLog log) throws IOException {
        try (Engine engine = Engine.connect(engineAddress())) {
            return new PlanTrial(engine, UserDirectories.cache(System.getenv()).resolve("plans"), log)
                    .require(
                            handedOver(Handover.FIRST_IMAGE_NAME).orElseGet(() -> names().first()),
                            Plan.read(workspace().plan()),
                            Duration.ofSeconds(tryPlanTimeout));
        }
    }

    private Graminize.Result graminize(BuildLog log) throws IOException {
        ProductionGate gate = gate(production, log);
        Optional<OpenedFiles> opened = tryPlan && plan == null ? Optional.of(tryPlan(log)) : Optional.empty();
        BuildSigning build = new BuildSigning(basedir(), key, signatures, sigstruct, production, passphrases);
        Optional<SignatureSource> signing = build.open(this, gate);
        try (Engine engine = Engine.connect(engineAddress())) {
            unsignedImage(build).ifPresent(gate::passUnsigned);
            boolean hashed = production.isProduction() || signing.isPresent() || isSignatureRequested();
            BuiltImage.Source firstImage = hashed ? hashedFirstImage(engine, log) : firstImage(engine, log);
            if (!hashed) {
                new GraminizeLog(log).notHashed();
            }
            if (content.isLocked()) {
                new Lock(engine, log).check(lockRequest(firstImage));
            }
            Graminize.Result made = new Graminize(log, gate)
                    .graminize(new Graminize.Request(
                            workspace(),
                            names(),
                            handedOver(Handover.FIRST_IMAGE_NAME).orElseGet(() -> names().first()),
                            firstImage,
                            opened,
                            enclave.options(content),
                            enclave.trustedFiles(),
                            signing,
                            work(".")));
            gate.verdict().write(work("."));
            gate.tellCount();
            return made;
        } finally {
            signing.ifPresent(SignatureSource::close);
        }
    }
}
