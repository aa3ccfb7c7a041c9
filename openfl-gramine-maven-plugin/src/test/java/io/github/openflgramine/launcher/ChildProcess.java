package io.github.openflgramine.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One finished run of an interpreter; where there is none, the test fails. */
record ChildProcess(int exitCode, String out, String err) {

    static final Path SCRIPTS = Path.of("src/main/resources/io/github/openflgramine/image");

    static ChildProcess run(Path scratch, Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after a minute: " + command);
        }
        return new ChildProcess(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** The one line that a user gets to read, without the prefix that all such lines have. */
    String complaint() {
        String prefix = "openfl-gramine: ";
        if (!err.startsWith(prefix) || err.indexOf('\n') != err.length() - 1) {
            throw new AssertionError("expected one line of complaint, got: " + err);
        }
        return err.substring(prefix.length()).strip();
    }
}
