package io.github.openflgramine.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The docker command that creates and starts the container of a request, quoted for a POSIX shell. */
public final class DockerCommand {

    private DockerCommand() {}

    /**
     * Returns a command line that does the same as the goals.
     *
     * @param detached whether the command returns at once and keeps the container; otherwise the container is removed
     * when it ends
     */
    public static String run(EngineAddress engine, EngineKind kind, ContainerRequest request, boolean detached) {
        List<String> words = new ArrayList<>();
        if (kind.product() == EngineKind.Product.PODMAN) {
            // The docker command accepts no user namespace of Podman's.
            words.addAll(List.of("podman", "--url=" + engine));
        } else {
            words.add("docker");
            words.addAll(engine(engine));
        }
        words.addAll(run(request, detached));
        return line(words);
    }

    /** Returns the words from {@code run} on, for any engine. */
    public static List<String> run(ContainerRequest request, boolean detached) {
        List<String> words = new ArrayList<>(List.of("run", detached ? "--detach" : "--rm"));
        request.name().ifPresent(name -> words.add("--name=" + name));
        words.add("--network=" + request.reach().network().name().toLowerCase(Locale.ROOT));
        request.rights().user().flatMap(ContainerUser::userns).ifPresent(userns -> words.add("--userns=" + userns));
        request.rights().user().ifPresent(user -> words.add("--user=" + user.id()));
        request.rights().groups().forEach(group -> words.add("--group-add=" + group));
        request.program().workingDir().ifPresent(directory -> words.add("--workdir=" + directory));
        request.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> words.add("--label=" + label.getKey() + "=" + label.getValue()));
        request.program().env().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(variable -> words.add("--env=" + variable.getKey() + "=" + variable.getValue()));
        request.reach().binds().forEach(bind -> words.add("--mount=" + mount(bind)));
        request.reach().devices().forEach(device -> words.add("--device=" + device.source() + ":" + device.target()));
        if (!request.rights().privileges()) {
            words.add("--cap-drop=ALL");
        }
        if (!request.rights().writableRoot()) {
            words.addAll(List.of("--read-only", "--tmpfs=" + ContainerRequest.TEMPORARY));
        }
        request.rights().securityOptions().forEach(option -> words.add("--security-opt=" + option));
        List<String> entrypoint = request.program().entrypoint();
        if (!entrypoint.isEmpty()) {
            words.add("--entrypoint=" + entrypoint.get(0));
        }
        words.add(request.image());
        words.addAll(entrypoint.stream().skip(1).toList());
        words.addAll(request.program().command());
        return words;
    }

    /** Returns any other command for this engine. */
    public static String of(EngineAddress engine, String... command) {
        List<String> words = new ArrayList<>(List.of("docker"));
        words.addAll(engine(engine));
        words.addAll(List.of(command));
        return line(words);
    }

    /** Always names the engine, because DOCKER_HOST or a context in the shell may select another one. */
    private static List<String> engine(EngineAddress engine) {
        List<String> words = new ArrayList<>(List.of("--host=" + engine));
        engine.certificates()
                .ifPresent(directory -> words.addAll(List.of(
                        "--tlsverify",
                        "--tlscacert=" + directory.resolve("ca.pem"),
                        "--tlscert=" + directory.resolve("cert.pem"),
                        "--tlskey=" + directory.resolve("key.pem"))));
        return words;
    }

    /**
     * Writes the option as CSV fields (docs.docker.com, "docker run", option mount), because a path may contain a
     * comma.
     */
    private static String mount(ContainerRequest.Bind bind) {
        return "type=bind," + field("source=" + bind.source()) + ","
                + field("target=" + bind.target().value()) + (bind.writable() ? "" : ",readonly");
    }

    private static String field(String text) {
        return text.contains(",") || text.contains("\"") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private static String line(List<String> words) {
        return words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    }
}
