package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.EngineAddress;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What has to be there before the first container starts, each with the step that brings it. */
final class FederationChecks {

    private FederationChecks() {}

    /** The actors' folders are bound from this machine, and they meet at one of its ports. */
    static void engineIsHere(EngineAddress engine) {
        if (engine.socket().isEmpty() && !ThisHost.is(engine.host().getHost())) {
            throw new GraminizeException(
                    "The Docker engine at " + engine
                            + " is on another machine; federation runs all actors on this one.",
                    "Use this machine's engine: -Ddocker.host=unix:///var/run/docker.sock");
        }
    }

    static void device(ActorMode mode, Path device) {
        if (mode == ActorMode.SGX && Files.notExists(device)) {
            throw new GraminizeException(
                    "Mode sgx needs the device openfl.sgxDevice=" + device + ", which does not exist.",
                    "Enable SGX in the BIOS and use Linux 5.11 or newer, or run without an enclave: -Dopenfl.mode=direct");
        }
    }

    static void initialModel(Workspace workspace, Plan plan) {
        Path model = workspace.root().resolve(plan.initialModel());
        if (Files.notExists(model)) {
            throw new GraminizeException(
                    "The initial model " + model + " does not exist.", "Make it: mvn openfl-gramine:plan-initialize");
        }
    }

    static void data(Path data) throws IOException {
        if (!hasFiles(data)) {
            throw new GraminizeException(
                    "There is no data in " + data + "; the collaborators read it from there.",
                    "Put it there, in the layout that the workspace's README.md describes.");
        }
    }

    static void portIsFree(int port) {
        if (!ThisHost.isFree(port)) {
            throw new GraminizeException(
                    "Port " + port + ", where the plan wants the aggregator, is in use on this machine.",
                    "End what uses it (ss -ltnp shows it), or choose another: mvn openfl-gramine:plan-initialize"
                            + " -Dopenfl.aggregatorPort=…, then mvn install");
        }
    }

    /** The workspace's own list where data.yaml names enough of them, else numbered ones. */
    static Collaborators collaborators(Workspace workspace, Plan plan, OptionalInt asked) throws IOException {
        OptionalInt shards = plan.collaboratorCount();
        int count = asked.orElseGet(() -> shards.orElse(2));
        if (shards.isPresent() && count > shards.getAsInt()) {
            throw new GraminizeException(
                    "openfl.collaborators=" + count + ", but the plan divides the data among " + shards.getAsInt()
                            + " (data_loader.settings.collaborator_count).",
                    "Ask for at most " + shards.getAsInt() + ", or change the plan and run mvn install.");
        }
        Path list = workspace.dataPaths();
        Collaborators own = Collaborators.parse(Files.exists(list) ? Files.readString(list) : "");
        return count > 0 && own.names().size() >= count ? own.first(count) : Collaborators.numbered(count);
    }

    private static boolean hasFiles(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> !file.getFileName().toString().startsWith("."));
        }
    }
}
