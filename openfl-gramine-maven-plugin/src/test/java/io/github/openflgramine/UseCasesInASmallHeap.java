package io.github.openflgramine;

import io.github.openflgramine.deployment.ClusterSettings;
import io.github.openflgramine.deployment.Deployment;
import io.github.openflgramine.deployment.KitCheck;
import io.github.openflgramine.engine.FakeEngine;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.files.ContextDirectory;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.openfl.WorkspaceArchive;
import io.github.openflgramine.prepare.PlanInitialize;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.Measurements;
import io.github.openflgramine.product.MeasurementsWriter;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.product.TestMeasurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Copies and converts data whose size users determine, in a JVM whose heap is too small for any of it. */
final class UseCasesInASmallHeap {

    private static final String MODEL = "save/demo_init.pbuf";
    private static final String PLAN = """
            aggregator:
              settings:
                init_state_path: %s
                best_state_path: save/demo_best.pbuf
                last_state_path: save/demo_last.pbuf
                rounds_to_train: 1
            network:
              settings:
                agg_addr: agg.example.org
                agg_port: 50123
            """.formatted(MODEL);

    private UseCasesInASmallHeap() {}

    /** Expects an empty directory and the number of bytes of each large file. */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Content large = Content.of(SparseFile.create(directory.resolve("large"), Long.parseLong(arguments[1])));
        BuildLog log = new BuildLog(System.out::println, System.out::println);
        TestWorkspace files = TestWorkspace.in(directory.resolve("demo")).file("plan/plan.yaml", PLAN);
        Workspace workspace = files.open();

        FakeEngine engine = new FakeEngine()
                .withFile("openfl-gramine-plan-initialize/" + MODEL, large)
                .ending("plan", 0);
        new PlanInitialize(engine, () -> "demo:first", log)
                .initialize(new PlanInitialize.Request(
                        workspace, Optional.empty(), OptionalInt.empty(), Optional.empty(), Duration.ofMinutes(1)));

        Map<String, Path> kits =
                new Deployment(log, new ProductionGate(false, log)).deploy(deployment(directory, workspace));
        System.out.println(KitCheck.check(kits.get("aggregator"), null));

        Files.move(directory.resolve("large"), workspace.source().resolve("large"));
        WorkspaceArchive archive = WorkspaceArchive.of(workspace);
        AtomicFiles.write(directory.resolve("demo.zip"), archive::writeZip);
        ContextDirectory context = ContextDirectory.createEmpty(directory.resolve("context"));
        context.put("src/large", archive.entries().get("src/large"));
        System.out.println(context.digest());
    }

    private static Deployment.Request deployment(Path directory, Workspace workspace) throws IOException {
        Path measurements = directory.resolve(Measurements.FILE);
        MeasurementsWriter.write(measurements, TestMeasurements.of(TestIds.image("ab"), false, RemoteAttestation.NONE));
        return new Deployment.Request(
                workspace,
                measurements,
                Optional.of("registry.example.org/demo@" + TestIds.image("ab")),
                directory.resolve("demo.tar.gz"),
                Optional.empty(),
                ClusterSettings.of(ClusterSettings.Written.NOTHING),
                Optional.empty(),
                directory.resolve("kits"),
                directory.resolve("kubernetes"));
    }
}
