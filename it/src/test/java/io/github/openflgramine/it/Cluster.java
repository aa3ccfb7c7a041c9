package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A Kubernetes cluster of one node, which the script {@code cluster} starts. Closing it removes it with everything in it. */
final class Cluster implements AutoCloseable {

    private static final String SCRIPT =
            Path.of("../scripts/cluster").toAbsolutePath().normalize().toString();

    private final Path directory;

    private Cluster(Path directory) {
        this.directory = directory;
    }

    static Cluster start() throws IOException {
        // Contains Unix sockets, whose paths must be short.
        Path directory = Files.createTempDirectory(Path.of("/var/tmp"), "ofl");
        CommandLine.run(SCRIPT, "start", directory, MavenBuild.setting("it.clusterCache"));
        return new Cluster(directory);
    }

    /** Makes an image known to the node. */
    void load(Path archive) {
        CommandLine.run(SCRIPT, "load", directory, archive);
    }

    /** Gives the node resources that it does not have: what is scheduled by them is not handed out to anybody. */
    void pretend(String resource, String amount) {
        String path = "/status/capacity/" + resource.replace("/", "~1");
        kubectl(
                "patch",
                "node",
                "node",
                "--subresource=status",
                "--type=json",
                "--patch=[{\"op\": \"add\", \"path\": \"" + path + "\", \"value\": \"" + amount + "\"}]");
    }

    String kubectl(Object... words) {
        return run(Stream.concat(Stream.of("kubectl"), Stream.of(words)).toArray());
    }

    /** Returns what kubectl says when it refuses. */
    String refusal(Object... words) {
        return CommandLine.refused(command(Stream.concat(Stream.of("kubectl"), Stream.of(words))));
    }

    /** Returns the output of a command on the node. */
    String run(Object... words) {
        return CommandLine.run(command(Stream.of(words)));
    }

    /** Runs the lines of a page in a directory; fails with the first that fails. */
    String shell(Path where, String commands) {
        return run("sh", "-exc", "cd " + where + "\n" + commands);
    }

    /** Makes objects of a text in YAML. */
    void apply(String yaml) throws IOException {
        Path file = Files.createTempFile("objects", ".yaml");
        Files.writeString(file, yaml);
        kubectl("apply", "--filename", file);
        Files.delete(file);
    }

    /** Repeats a question to the server until its answer is the expected one. A pod that is not there yet has none. */
    void await(Predicate<String> expected, Object... words) throws InterruptedException {
        AtomicReference<String> last = new AtomicReference<>("");
        try {
            Waiting.until(() -> {
                last.set(asked(words));
                return expected.test(last.get());
            });
        } catch (AssertionError e) {
            throw new AssertionError(List.of(words) + " was at last:\n" + last.get(), e);
        }
    }

    private String asked(Object... words) {
        try {
            return kubectl(words);
        } catch (AssertionError e) {
            return "";
        }
    }

    /** Returns when the events of a namespace say this. */
    void awaitEvent(String namespace, String text) throws InterruptedException {
        await(
                events -> events.contains(text),
                "get",
                "events",
                "--namespace=" + namespace,
                "--output=custom-columns=:.reason,:.involvedObject.name,:.message");
    }

    @Override
    public void close() {
        CommandLine.run(SCRIPT, "stop", directory);
    }

    private Object[] command(Stream<?> words) {
        return Stream.concat(Stream.of(SCRIPT, "run", directory), words).toArray();
    }
}
