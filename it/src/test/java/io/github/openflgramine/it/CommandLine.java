package io.github.openflgramine.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;

/** Runs other programs, whose results are independent of this plugin. */
final class CommandLine {

    private CommandLine() {}

    /** Returns the command's output; fails if the command fails. */
    static String run(Object... words) {
        return run(Map.of(), words);
    }

    /** Returns the command's output; fails if the command does not fail. */
    static String refused(Object... words) {
        return run(Map.of(), false, words);
    }

    static String run(Map<String, String> environment, Object... words) {
        return run(environment, true, words);
    }

    private static String run(Map<String, String> environment, boolean succeeds, Object... words) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(Stream.of(words).map(String::valueOf).toList()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0 != succeeds) {
                throw new AssertionError(builder.command() + (succeeds ? " failed:\n" : " succeeded:\n") + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
