package io.github.openflgramine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The result of a finished interpreter run. The test fails if the interpreter is not installed. */
public record ChildProcess(int exitCode, String out, String err) {

    private static final Path SCRIPTS = Path.of("src/test/python").toAbsolutePath();

    /** Runs a script of {@code src/test/python} in Python. */
    public static ChildProcess python(Path scratch, String script, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("python3", "-S", "-B", SCRIPTS.resolve(script).toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(scratch, command);
    }

    /** Runs the main method of a class in a JVM of its own. */
    public static ChildProcess java(Path scratch, Class<?> main, String option, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return run(scratch, command);
    }

    private static ChildProcess run(Path scratch, List<String> command) throws Exception {
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
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
}
