package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs pipelines like GitHub's and GitLab's runners: a checkout for each job, commands in bash, files passed on
 * between jobs.
 */
final class PipelineRunner {

    private final Path origin;
    private final Path directory;
    private final Map<String, String> environment;
    private final StringBuilder log = new StringBuilder();

    /**
     * Creates a runner for one pipeline.
     *
     * @param origin the repository
     * @param directory an empty directory for all jobs
     * @param environment the variables that the runner sets for all jobs
     */
    PipelineRunner(Path origin, Path directory, Map<String, String> environment) {
        this.origin = origin;
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    /** Writes a command mvn that is the tests' Maven with more words, and returns its directory. */
    static Path mavenCommand(Path directory, String... words) throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        String command = String.join(" ", MavenBuild.command()) + " " + String.join(" ", words);
        Path mvn = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(mvn, PosixFilePermissions.fromString("rwx------"));
        return bin;
    }

    /**
     * Runs GitHub Actions, with the features that the documentation uses. The jobs must be in the order of their
     * dependencies.
     */
    void gitHub(Map<String, Object> workflow, Map<String, String> settings) throws IOException {
        for (var job : mapping(workflow.get("jobs")).entrySet()) {
            Path machine = Files.createDirectories(directory.resolve(job.getKey()));
            for (Object step : (List<?>) mapping(job.getValue()).get("steps")) {
                gitHubStep(mapping(step), machine, settings);
            }
        }
    }

    private void gitHubStep(Map<String, Object> step, Path machine, Map<String, String> settings) throws IOException {
        Map<String, Object> with = mapping(step.getOrDefault("with", Map.of()));
        String action = step.getOrDefault("uses", "run").toString();
        switch (action.replaceFirst("@v\\d+$", "")) {
            case "run" -> {
                Map<String, String> variables = new HashMap<>();
                mapping(step.getOrDefault("env", Map.of()))
                        .forEach((name, value) -> variables.put(name, setting(value.toString(), settings)));
                variables.put(
                        "RUNNER_TEMP",
                        Files.createTempDirectory(directory, "runner").toString());
                bash(machine, variables, step.get("run").toString());
            }
            case "actions/checkout" -> checkOut(machine);
            case "actions/setup-java" -> assertThat(with).containsEntry("java-version", "17");
            case "actions/upload-artifact" ->
                upload(machine, with.get("path").toString(), directory.resolve("artifact-" + with.get("name")));
            case "actions/download-artifact" ->
                copy(
                        directory.resolve("artifact-" + with.get("name")),
                        machine.resolve(with.getOrDefault("path", ".").toString()));
            default -> throw new AssertionError("an action that this runner does not know: " + action);
        }
    }

    /** Replaces <code>${{ secrets.NAME }}</code> or <code>${{ vars.NAME }}</code> with its value. */
    private static String setting(String expression, Map<String, String> settings) {
        String name = expression.replaceFirst("^\\$\\{\\{ (?:secrets|vars)\\.(\\w+) }}$", "$1");
        assertThat(settings).as(expression).containsKey(name);
        return settings.get(name);
    }

    /** Runs GitLab's jobs, in the order of the stages. */
    void gitLab(Map<String, Object> pipeline, Map<String, String> settings) throws IOException {
        for (Object stage : (List<?>) pipeline.get("stages")) {
            Map<String, Object> job = mapping(pipeline.get(stage.toString()));
            assertThat(job).as(stage.toString()).containsEntry("stage", stage);
            Path machine = Files.createDirectories(directory.resolve(stage.toString()));
            checkOut(machine);
            Path handedOn = Files.createDirectories(directory.resolve("artifacts"));
            copy(handedOn, machine);
            bash(machine, settings, String.join("\n", strings(job.get("script"))));
            for (String path : strings(mapping(job.getOrDefault("artifacts", Map.of("paths", List.of())))
                    .get("paths"))) {
                copyMatching(machine, path, handedOn);
            }
        }
    }

    /** Returns the output of all commands until now. */
    String log() {
        return log.toString();
    }

    private void checkOut(Path machine) {
        CommandLine.run("git", "clone", "--quiet", origin, machine);
    }

    private void bash(Path machine, Map<String, String> variables, String script) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        String output = CommandLine.run(all, "bash", "-e", "-o", "pipefail", "-c", "cd \"$0\"\n" + script, machine);
        output.lines().forEach(line -> System.out.println("    | " + line));
        log.append(output);
    }

    /** Copies a directory's content, or, of several paths, the matching files with their directories. */
    private static void upload(Path machine, String paths, Path to) throws IOException {
        if (!paths.contains("\n")) {
            copy(machine.resolve(paths), to);
            return;
        }
        for (String path : paths.strip().split("\n")) {
            copyMatching(machine, path, to);
        }
    }

    /** Copies the files that a pattern of the shell's matches, with their directories; none is no error. */
    private static void copyMatching(Path machine, String pattern, Path to) throws IOException {
        Files.createDirectories(to);
        CommandLine.run(
                "bash",
                "-c",
                "cd \"$0\" && shopt -s nullglob && for f in $1; do cp -a --parents \"$f\" \"$2\"; done",
                machine,
                pattern,
                to);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        CommandLine.run("cp", "-a", from + "/.", to);
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> mapping(Object yaml) {
        return (Map<String, Object>) yaml;
    }

    private static List<String> strings(Object yaml) {
        return ((List<?>) yaml).stream().map(Object::toString).toList();
    }
}
