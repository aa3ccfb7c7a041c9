package io.github.openflgramine.it.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Commands that sign a manifest that trusts every file of the sample, each with its own output directory. */
final class SigningCommands {

    private static final String PLUGIN = "io.github.openfl-gramine:openfl-gramine-maven-plugin:";

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private final Path work;
    private final Path key;

    SigningCommands(Path work, Path key) throws IOException {
        this.work = work;
        this.key = Files.copy(key, work.resolve("key.pem"));
        Files.setPosixFilePermissions(this.key, PosixFilePermissions.fromString("rw-------"));
    }

    /** Returns a command that runs the plugin's jar with its dependencies in a separate JVM without options. */
    Command java(String enclaveSize, int threads, Path rootfs) throws IOException {
        return java(List.of(), enclaveSize, threads, rootfs);
    }

    /** Returns such a command with the JVM options that a workspace sets for Maven. */
    Command javaWithOptions(String enclaveSize, int threads, Path rootfs) throws IOException {
        return java(options(), enclaveSize, threads, rootfs);
    }

    /**
     * Returns a command that runs the executable jar with these JVM options and class data, as docs/cli.md describes it.
     * The first call makes the class data.
     */
    Command jar(String enclaveSize, int threads, Path rootfs) throws IOException, InterruptedException {
        Path classes = work.resolve("openfl-gramine.jsa");
        if (!Files.exists(classes)) {
            jar("-XX:ArchiveClassesAtExit=" + classes, enclaveSize, threads, rootfs)
                    .run();
        }
        return jar("-XX:SharedArchiveFile=" + classes, enclaveSize, threads, rootfs);
    }

    private Command jar(String option, String enclaveSize, int threads, Path rootfs) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(JAVA);
        words.add(option);
        words.addAll(options());
        words.addAll(List.of("-jar", System.getProperty("benchmarks.jar"), "sign-manifest"));
        words.add("--manifest=" + manifest(enclaveSize, threads));
        words.add("--rootfs=" + rootfs);
        words.add("--signing-key=" + key);
        words.add("--date=2026-11-23");
        words.add("--output=" + output(enclaveSize + "-jar", rootfs));
        return new Command(work, words.toArray(String[]::new));
    }

    private static List<String> options() throws IOException {
        return Files.readAllLines(Path.of(System.getProperty("benchmarks.options")));
    }

    private Command java(List<String> options, String enclaveSize, int threads, Path rootfs) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(JAVA);
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("benchmarks.plugin"), SignManifestMain.class.getName()));
        words.addAll(List.of(manifest(enclaveSize, threads).toString(), rootfs.toString(), key.toString()));
        words.add(output(enclaveSize, rootfs).toString());
        return new Command(work, words.toArray(String[]::new));
    }

    /** Returns the command of a user, with the plugin from the integration tests' repository. */
    Command maven(String enclaveSize, int threads, Path rootfs) throws IOException {
        return maven(Files.createDirectories(work.resolve("empty")), enclaveSize, threads, rootfs);
    }

    /** Returns such a command in a directory whose {@code .mvn/jvm.config} is a workspace's. */
    Command mavenWithOptions(String enclaveSize, int threads, Path rootfs) throws IOException {
        Path directory = work.resolve("configured");
        Files.createDirectories(directory.resolve(".mvn"));
        Files.write(directory.resolve(".mvn/jvm.config"), options());
        return maven(directory, enclaveSize, threads, rootfs);
    }

    private Command maven(Path directory, String enclaveSize, int threads, Path rootfs) throws IOException {
        return new Command(
                directory,
                "mvn",
                "-B",
                "-ntp",
                "-Dmaven.repo.local=" + System.getProperty("benchmarks.repository"),
                PLUGIN + System.getProperty("benchmarks.version") + ":sign-manifest",
                "-Dgramine.manifest=" + manifest(enclaveSize, threads),
                "-Dgramine.rootfs=" + rootfs,
                "-Dgramine.signingKey=" + key,
                "-Dgramine.date=2026-11-23",
                "-Dgramine.output=" + output(enclaveSize + "-mvn", rootfs));
    }

    /** Fails if directory, tar and Maven did not give the same bytes. */
    void requireSameSignatures() throws IOException {
        for (String enclaveSize : List.of("4G", "16G")) {
            try (Stream<Path> directories = Files.list(work)) {
                List<Path> signatures = directories
                        .filter(directory ->
                                directory.getFileName().toString().startsWith("signed-" + enclaveSize + "-"))
                        .map(directory -> directory.resolve(enclaveSize + ".sig"))
                        .toList();
                for (Path signature : signatures) {
                    if (Files.mismatch(signature, signatures.get(0)) >= 0) {
                        throw new IOException(signature + " differs from " + signatures.get(0));
                    }
                }
            }
        }
    }

    private Path manifest(String enclaveSize, int threads) throws IOException {
        return Files.writeString(work.resolve(enclaveSize + ".manifest"), """
                loader.entrypoint.uri = "file:/usr/lib/x86_64-linux-gnu/gramine/libsysdb.so"
                libos.entrypoint = "/usr/bin/python3"
                fs.mounts = [
                  { path = "/usr", uri = "file:/usr" },
                ]
                sgx.enclave_size = "%s"
                sgx.max_threads = %d
                sgx.trusted_files = ["file:/usr/"]
                """.formatted(enclaveSize, threads));
    }

    private Path output(String name, Path rootfs) {
        return work.resolve("signed-" + name + "-" + rootfs.getFileName());
    }
}
