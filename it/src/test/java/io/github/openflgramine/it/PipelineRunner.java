package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        switch (action) {
            case "run" -> {
                Map<String, String> variables = new HashMap<>();
                mapping(step.getOrDefault("env", Map.of()))
                        .forEach((name, value) -> variables.put(name, setting(value.toString(), settings)));
                variables.put(
                        "RUNNER_TEMP",
                        Files.createTempDirectory(directory, "runner").toString());
                bash(machine, variables, step.get("run").toString());
            }
            case "actions/checkout@v4" -> checkOut(machine);
            case "actions/setup-java@v4" -> assertThat(with).containsEntry("java-version", "17");
            case "actions/upload-artifact@v4" ->
                copy(machine.resolve(with.get("path").toString()), directory.resolve("artifact-" + with.get("name")));
            case "actions/download-artifact@v4" ->
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
                copy(machine.resolve(path), handedOn.resolve(path));
            }
        }
    }

    private void checkOut(Path machine) {
        CommandLine.run("git", "clone", "--quiet", origin, machine);
    }

    private void bash(Path machine, Map<String, String> variables, String script) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        String output = CommandLine.run(all, "bash", "-e", "-o", "pipefail", "-c", "cd \"$0\"\n" + script, machine);
        output.lines().forEach(line -> System.out.println("    | " + line));
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
