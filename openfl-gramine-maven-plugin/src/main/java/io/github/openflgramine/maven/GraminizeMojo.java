package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.Graminize;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.signing.SignatureSource;
import java.io.IOException;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Reads the first image and makes, for the aggregator and for the collaborator, the manifest with the SHA-256 of every
 * trusted file, the MRENCLAVE and, with a key or given signatures, the signed SIGSTRUCT; then writes the context of the final image, which
 * fabric8's {@code docker:build} builds next. Warns, by file and line, where the code in {@code src/} uses a GPU, a path of the host's, or
 * a download without a check of {@code data/} first. The key stays in this process. Replaces {@code fx workspace graminize}.
 */
@Mojo(name = "graminize", defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
public final class GraminizeMojo extends AbstractEnclaveMojo {

    /** Leaves the image archive {@code NAME.tar.gz} out of install when false, as fabric8's {@code docker.skip.save=true} does. */
    @Parameter(property = "gramine.save", defaultValue = "true")
    private boolean save;

    /** Whether the first image has to be made of what gramine/lock.json has and of nothing else. */
    @Parameter(property = "gramine.locked", defaultValue = "false")
    private boolean locked;

    @Inject
    GraminizeMojo(KeyPassphrase passphrases) {
        super(passphrases);
    }

    @Override
    void run(BuildLog log) throws IOException {
        String finalImage = graminize(log);
        handOver(Handover.FINAL_IMAGE_NAME, finalImage);
        handOver(Handover.FINAL_IMAGE_CONTEXT, work("final").toString());
        handOver(Handover.FINAL_IMAGE_ARCHIVE, imageArchive().toString());
        handOver(Handover.FINAL_IMAGE_SKIP_SAVE, Boolean.toString(!save || skippedByFabric8()));
    }

    /** What the lifecycle says in place of this property would count before it. */
    private boolean skippedByFabric8() {
        return property("docker.skip.save").filter("true"::equals).isPresent();
    }

    private String graminize(BuildLog log) throws IOException {
        Optional<SignatureSource> signing = signing(log);
        ProductionGate gate = gate(log);
        try (Engine engine = Engine.connect(engineAddress())) {
            unsignedImage().ifPresent(gate::passUnsigned);
            if (locked) {
                new Lock(engine, log).check(lockRequest(engine, log));
            }
            String image = new Graminize(log, gate)
                    .graminize(new Graminize.Request(
                            workspace(),
                            names(),
                            firstImage(engine, log),
                            enclaveOptions(),
                            trustedFiles(),
                            signing,
                            work(".")));
            gate.tellCount();
            return image;
        } finally {
            signing.ifPresent(SignatureSource::close);
        }
    }
}
