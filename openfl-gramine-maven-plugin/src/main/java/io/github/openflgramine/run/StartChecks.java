package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Checks before an actor's container starts, each with a remedy. */
public final class StartChecks {

    private StartChecks() {}

    /** Checks that the engine is on this machine, because actors use its directories and ports, and can run them. */
    public static void engineIsHere(Engine engine) {
        if (engine.address().machine().filter(machine -> !ThisHost.is(machine)).isPresent()) {
            throw new GraminizeException(
                    "The Docker engine at " + engine.address()
                            + " is on another machine, but an actor uses this machine's directories and ports.",
                    "Run the goal there, or use a local engine: -Ddocker.host=unix:///var/run/docker.sock");
        }
        engine.kind().requirePlatform(engine.address());
    }

    public static void device(ActorMode mode, Path device) {
        if (mode == ActorMode.SGX && Files.notExists(device)) {
            throw new GraminizeException(
                    "Mode sgx needs the device openfl.sgxDevice=" + device + ", which does not exist.",
                    "Enable SGX in the BIOS; use Linux 5.11 or newer with its SGX driver (mvn openfl-gramine:host-check"
                            + " shows what is missing); or run without an enclave and without protection:"
                            + " -Dopenfl.mode=direct");
        }
    }

    /** Checks that the directories that only the enclave can read are not written to without an enclave. */
    static void sealing(ActorMode mode, boolean sealing) {
        if (mode != ActorMode.SGX && sealing) {
            throw new GraminizeException(
                    "The image seals directories to its enclave, and mode " + mode
                            + " has no enclave: it would leave files there that the enclave refuses from then on.",
                    "Start it in mode sgx. For a trial without SGX, build an image without sealed directories"
                            + " (gramine.encryptedMounts, openfl.attested).");
        }
    }

    public static void initialModel(Path model) {
        if (Files.notExists(model)) {
            throw new GraminizeException(
                    "The initial model " + model + " does not exist.",
                    "Create it: mvn openfl-gramine:plan-initialize; or copy it from the machine that created it.");
        }
    }

    public static void data(Path data) {
        if (!Files.isDirectory(data)) {
            throw new GraminizeException(
                    "There is no directory " + data + " with data.",
                    "Copy the data there in the layout that the workspace's README.md describes. If the data loader needs none,"
                            + " make an empty directory.");
        }
    }

    /** Returns whether a directory for data has no files, as for a data loader that makes or downloads its data. */
    public static boolean isEmpty(Path data) throws IOException {
        return Files.isDirectory(data) && !hasFiles(data);
    }

    public static void portIsFree(int port) {
        if (!ThisHost.isFree(port)) {
            throw new GraminizeException(
                    "Port " + port + ", the plan's aggregator port, is in use on this machine.",
                    "Stop the program that uses it (ss -ltnp), or choose another port: mvn openfl-gramine:plan-initialize"
                            + " -Dopenfl.aggregatorPort=…, then mvn install");
        }
    }

    private static boolean hasFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.anyMatch(file -> !file.getFileName().toString().startsWith("."));
        }
    }
}
