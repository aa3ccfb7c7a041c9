package io.github.openflgramine.prepare;

import io.github.openflgramine.Sha256;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Packs the workspace and writes the Docker context of the first image, which fabric8 then builds. */
public final class Prepare {

    private final Engine engine;
    private final ProductionGate gate;
    private final PrepareLog log;

    /** Creates the use case for the engine in which fabric8 will build. */
    public Prepare(Engine engine, ProductionGate gate, BuildLog log) {
        this.engine = engine;
        this.gate = gate;
        this.log = new PrepareLog(log);
    }

    /**
     * The inputs of prepare.
     *
     * @param workspace the workspace to pack
     * @param plan a plan to pack instead of the workspace's own
     * @param image the inputs of the first image
     * @param archive the path of the zip to write
     * @param context the directory of the Docker context to write
     */
    public record Request(Workspace workspace, Optional<Path> plan, FirstImage image, Path archive, Path context) {}

    /** Returns the context's digest, which becomes a label of the image. */
    public Sha256 prepare(Request request) throws IOException {
        log.engine(engine.address() + " (" + engine.kind() + ")");
        engine.kind().requirePlatform(engine.address());
        WorkspaceArchive archive = WorkspaceArchive.of(request.workspace());
        if (request.plan().isPresent()) {
            archive = archive.withPlan(Content.of(request.plan().get()));
        }
        PipInstall pip = request.image().pip();
        PackedSecrets secrets =
                new PackedSecrets(request.workspace(), pip, PipRequirements.read(request.workspace(), pip));
        secrets.refuseCredentials();
        gate.pass(secrets.in(archive));
        AtomicFiles.write(request.archive(), archive::writeZip);
        log.packed(request.archive(), archive.files(), Files.size(request.archive()));
        return FirstImageContext.write(request.context(), request.workspace(), archive, request.image());
    }
}
