package io.github.openflgramine.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Simulates several hosts on this one with the script {@code hosts}, each with its own Docker engine. Closing removes
 * them.
 */
final class TestHosts implements AutoCloseable {

    private static final String SCRIPT = Path.of("hosts").toAbsolutePath().toString();

    private final Path directory;
    private final Map<String, String> engines = new LinkedHashMap<>();

    private TestHosts(Path directory) {
        this.directory = directory;
    }

    /** Starts hosts with these names. Their addresses are only reachable between them. */
    static TestHosts up(String... names) {
        try {
            // Contains Unix sockets, whose paths must be short.
            TestHosts hosts = new TestHosts(Files.createTempDirectory(Path.of("/var/tmp"), "ofl"));
            List<String> arguments = new ArrayList<>();
            for (String name : names) {
                arguments.add(name + "=10.203.0." + (arguments.size() + 1));
            }
            command(List.of(SCRIPT, "up", hosts.directory.toString()), arguments);
            for (String name : names) {
                List<String> said =
                        hosts.run(name, EngineScript.path(OwnEngine.SCRIPT), "start", hosts.engineDirectory(name));
                hosts.engines.put(name, said.get(said.size() - 1));
            }
            return hosts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a build on this host, with the host's engine and only the hosts' network. */
    MavenBuild maven(String host, Path workspace) {
        return MavenBuild.in(workspace)
                .launchedBy(SCRIPT + " run " + directory + " " + host)
                .with("docker.host", engines.getOrDefault(host, ""));
    }

    /** Returns the address of the host's engine. */
    String engine(String host) {
        return engines.getOrDefault(host, "");
    }

    /** Returns the output of a command on this host; fails if the command fails. */
    List<String> run(String host, String... words) {
        return command(List.of(SCRIPT, "run", directory.toString(), host), List.of(words));
    }

    @Override
    public void close() {
        engines.keySet().forEach(host -> run(host, EngineScript.path(OwnEngine.SCRIPT), "stop", engineDirectory(host)));
        command(List.of(SCRIPT, "down", directory.toString()), List.of());
        try {
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String engineDirectory(String host) {
        return directory.resolve(host.replaceAll("\\..*", "")).toString();
    }

    private static List<String> command(List<String> words, List<String> arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(arguments);
        try {
            Process process = new ProcessBuilder(all)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", all) + " failed:\n" + output);
            }
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
