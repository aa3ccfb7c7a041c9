package io.github.openflgramine.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The docker command line, as the far side of what is tested. */
final class Docker {

    private static final String CLIENT = Files.isExecutable(Path.of("/usr/bin/docker")) ? "/usr/bin/docker" : "docker";

    private Docker() {}

    /** The lines that the command prints; fails where it fails. */
    static List<String> run(String... arguments) {
        try {
            Process process = start(arguments);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("docker " + String.join(" ", arguments) + " failed:\n" + output);
            }
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a command says that is expected to fail, on either stream. */
    static String failing(String... arguments) {
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() == 0) {
                throw new AssertionError("docker " + String.join(" ", arguments) + " did not fail:\n" + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The engine's name for an image that means this one alone. */
    static String id(String image) {
        return run("image", "inspect", "--format", "{{.Id}}", image).get(0);
    }

    /** Removes images whether they are there or not. */
    static void remove(String... images) {
        for (String image : images) {
            if (!run("images", "--quiet", image).isEmpty()) {
                run("rmi", "--force", image);
            }
        }
    }

    /** Removes containers whether they are there, and running, or not. */
    static void removeContainers(String... names) {
        for (String name : names) {
            if (!run("ps", "--all", "--quiet", "--filter", "name=" + name).isEmpty()) {
                run("rm", "--force", name);
            }
        }
    }

    /** Whether the image as docker save writes it, layers uncompressed, holds any of these byte strings. */
    static boolean savedImageContains(String image, List<byte[]> needles) throws IOException {
        try (InputStream in = start("save", image).getInputStream()) {
            return ByteSearch.contains(in, needles);
        }
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(CLIENT));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Process start(String... arguments) throws IOException {
        return new ProcessBuilder(command(arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
