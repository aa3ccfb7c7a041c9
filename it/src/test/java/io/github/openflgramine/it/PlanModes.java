package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Variants of a workspace's plan, each tried by the program that a build runs ({@code src/main/python/plan}), all in one
 * container of the base image.
 */
final class PlanModes {

    private static final Path PROGRAM = Path.of("../openfl-gramine-maven-plugin/src/main/python/plan")
            .toAbsolutePath()
            .normalize();

    private static final String DRIVER = """
            import logging, os, pathlib, sys
            sys.path[:0] = ["/workspace", "/program"]
            logging.disable(logging.CRITICAL)
            from construction import Findings, try_plan
            scratch = pathlib.Path("/tmp")
            os.chdir("/workspace")
            for plan in sorted(pathlib.Path("/plans").iterdir()):
                pathlib.Path("plan/plan.yaml").write_bytes(plan.read_bytes())
                findings = Findings()
                try_plan(findings, scratch)
                for found in findings.entries:
                    print(plan.stem, ".".join(found["keys"]) + ":", found["problem"])
                print(plan.stem, "tried")
            """;

    private final Path workspace;
    private final String plan;
    private final Map<String, String> variants = new LinkedHashMap<>();

    PlanModes(Path workspace) throws IOException {
        this.workspace = workspace;
        plan = Files.readString(workspace.resolve("plan/plan.yaml"));
    }

    /** Adds a variant with this in the place of that. */
    PlanModes with(String name, String that, String thisOne) {
        if (!plan.contains(that)) {
            throw new IllegalArgumentException("The plan has no " + that);
        }
        variants.put(name, plan.replace(that, thisOne));
        return this;
    }

    /** Returns lines {@code NAME KEYS: PROBLEM}, and {@code NAME tried} for each variant. */
    List<String> tried() throws IOException {
        Path plans = Files.createDirectory(workspace.resolveSibling("variants"));
        for (var variant : variants.entrySet()) {
            Files.writeString(plans.resolve(variant.getKey() + ".yaml"), variant.getValue());
        }
        return Docker.run(
                "run",
                "--rm",
                "--network=none",
                "--user=0:0",
                "--volume=" + PROGRAM + ":/program:ro",
                "--volume=" + plans + ":/plans:ro",
                "--volume=" + workspace + ":/workspace",
                "--volume=" + PythonTests.PACKAGE + "/main/python:/package:ro",
                "--env=PYTHONPATH=/package",
                "--entrypoint=python3",
                MavenBuild.setting("it.baseImage"),
                "-B",
                "-c",
                DRIVER);
    }
}
