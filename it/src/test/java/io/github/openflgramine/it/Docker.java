package io.github.openflgramine.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Runs the docker command, whose results are independent of this plugin. */
final class Docker {

    private static final String CLIENT = Files.isExecutable(Path.of("/usr/bin/docker")) ? "/usr/bin/docker" : "docker";

    private Docker() {}

    /** Returns the lines of the command's output; fails if the command fails. */
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

    /** Returns the output of a command; empty if it fails. */
    static Optional<String> tried(String... arguments) {
        try {
            Process process = new ProcessBuilder(command(arguments))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the root file system of a container. */
    static SortedMap<String, String> exported(String container) throws IOException {
        try (InputStream tar = start("export", container).getInputStream()) {
            return EngineTree.exported(tar);
        }
    }

    /** Returns the output, from both streams, of a command that must fail. */
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

    /** Returns the engine's id of an image. */
    static String id(String image) {
        return run("image", "inspect", "--format", "{{.Id}}", image).get(0);
    }

    /** Removes images if they exist. */
    static void remove(String... images) {
        for (String image : images) {
            if (!run("images", "--quiet", image).isEmpty()) {
                run("rmi", "--force", image);
            }
        }
    }

    /** Removes containers if they exist, running or not. */
    static void removeContainers(String... names) {
        for (String name : names) {
            if (!run("ps", "--all", "--quiet", "--filter", "name=" + name).isEmpty()) {
                run("rm", "--force", name);
            }
        }
    }

    /** Returns whether the output of docker save, with uncompressed layers, contains any of these byte strings. */
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
