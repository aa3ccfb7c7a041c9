package io.github.openflgramine.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs the openssl command, which verifies results independently of this plugin. */
public final class Openssl {

    private Openssl() {}

    /** Returns the command's output; fails if the command fails. */
    public static String run(Object... arguments) {
        List<String> command = Stream.concat(Stream.of("openssl"), Stream.of(arguments))
                .map(String::valueOf)
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void sign(Path key, Path toBeSigned, Path signature) {
        run("dgst", "-sha256", "-sign", key, "-out", signature, toBeSigned);
    }

    public static Path publicKey(Path key, Path file) {
        run("pkey", "-in", key, "-pubout", "-out", file);
        return file;
    }
}
