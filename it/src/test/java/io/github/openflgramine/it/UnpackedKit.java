package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A participant's kit on a machine, and the participant's steps.
 *
 * @param actor {@code aggregator}, or a collaborator's name
 * @param directory the directory of the unpacked kit
 * @param engine the environment variables that select the machine's engine for docker
 * @param machine changes a Maven build to run on the machine
 */
record UnpackedKit(String actor, Path directory, Map<String, String> engine, UnaryOperator<MavenBuild> machine) {

    private static final Pattern HASH = Pattern.compile("\\b[0-9a-f]{96}\\b");
    private static final Pattern ACCURACY = Pattern.compile("aggregated_model_validation/accuracy\": *([0-9.]+)");

    /** Unpacks a kit on this machine, with its engine and Maven. */
    static UnpackedKit here(String actor, Path archive, Path into) {
        return new UnpackedKit(actor, unpack(archive, into), Map.of(), build -> build);
    }

    /** Unpacks a kit and returns its directory. */
    static Path unpack(Path archive, Path into) {
        CommandLine.run("tar", "--extract", "--directory", into, "--file", archive);
        String first = CommandLine.run("tar", "--list", "--file", archive);
        return into.resolve(first.substring(0, first.indexOf('/')));
    }

    /** Copies an aggregator's certificate and key from the federation's authority. */
    void bringCertificate(Experiment experiment) throws IOException {
        for (String ending : List.of(".crt", ".key")) {
            copy("cert/server/agg_" + experiment.aggregator() + ending, experiment.root(), directory);
        }
    }

    /** Creates a collaborator's key, has the authority certify it, and adds the data. */
    void certifyAndBringData(Experiment experiment) throws IOException {
        MavenResult request = maven().with("openfl.collaborator", actor)
                .run(MavenBuild.PLUGIN + ":collaborator-generate-cert-request");
        request.assertSuccess();
        copy("col_" + actor + "_to_agg_cert_request.zip", directory, experiment.root());
        MavenResult signed = experiment
                .maven()
                .with("openfl.requestPackage", "col_" + actor + "_to_agg_cert_request.zip")
                .with("openfl.requestHash", request.shownHash())
                .run("openfl-gramine:collaborator-certify");
        signed.assertSuccess();
        copy("agg_to_col_" + actor + "_signed_cert.zip", experiment.root(), directory);
        maven().with("openfl.import", "agg_to_col_" + actor + "_signed_cert.zip")
                .with("openfl.chainHash", signed.shownChainHash())
                .run(MavenBuild.PLUGIN + ":collaborator-certify")
                .assertSuccess();
        CommandLine.run("cp", "--recursive", experiment.root().resolve("data") + "/.", directory.resolve("data"));
    }

    /** Does the same with the kit's own scripts, without Maven on this machine. */
    void certifyByScriptsAndBringData(Experiment experiment) throws IOException {
        String request = script("request");
        copy("col_" + actor + "_to_agg_cert_request.zip", directory, experiment.root());
        MavenResult signed = experiment
                .maven()
                .with("openfl.requestPackage", "col_" + actor + "_to_agg_cert_request.zip")
                .with(
                        "openfl.requestHash",
                        HASH.matcher(request)
                                .results()
                                .findFirst()
                                .orElseThrow()
                                .group())
                .run("openfl-gramine:collaborator-certify");
        signed.assertSuccess();
        script(
                "import",
                experiment.root().resolve("agg_to_col_" + actor + "_signed_cert.zip"),
                signed.shownChainHash());
        CommandLine.run("cp", "--recursive", experiment.root().resolve("data") + "/.", directory.resolve("data"));
    }

    /** Runs one of the kit's scripts and returns its output. */
    String script(String name, Object... words) {
        List<Object> line = new ArrayList<>(List.of(directory.resolve(name)));
        line.addAll(List.of(words));
        return CommandLine.run(engine, line.toArray());
    }

    MavenBuild maven() {
        return machine.apply(MavenBuild.in(directory));
    }

    /** Returns the kit's script in mode direct. */
    ProcessBuilder start() {
        return told(new ProcessBuilder(directory.resolve("start").toString(), "direct"));
    }

    /**
     * Returns the kit's compose file in its default mode, sgx.
     *
     * @param compose Docker Compose 2
     * @param device replaces the SGX device
     */
    ProcessBuilder compose(String compose, Path device) throws IOException {
        String service = directory.getFileName().toString();
        ProcessBuilder command = new ProcessBuilder(compose, "up", "--no-color", "--exit-code-from", service);
        command.environment()
                .putAll(Map.of(
                        "KIT_USER",
                        Files.getAttribute(directory, "unix:uid") + ":" + Files.getAttribute(directory, "unix:gid"),
                        "SGX_DEVICE",
                        device.toString(),
                        "SGX_GROUP",
                        String.valueOf(Files.getAttribute(device, "unix:gid"))));
        return told(command);
    }

    private ProcessBuilder told(ProcessBuilder command) {
        command.environment().putAll(engine);
        return command.directory(directory.toFile()).inheritIO();
    }

    /** Starts all actors and waits until each has ended successfully. */
    static void train(List<ProcessBuilder> commands) throws IOException, InterruptedException {
        List<Process> actors = new ArrayList<>();
        for (ProcessBuilder command : commands) {
            actors.add(command.start());
        }
        for (Process actor : actors) {
            assertThat(actor.waitFor(Waiting.MOST_MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(actor.exitValue()).isZero();
        }
    }

    /** Returns the aggregated model's accuracy at the start of each round, from the aggregator's metrics. */
    List<Double> accuracies() throws IOException {
        try (Stream<String> rounds = Files.lines(directory.resolve("logs/aggregator_metrics.txt"))) {
            return rounds.map(ACCURACY::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> Double.valueOf(matcher.group(1)))
                    .toList();
        }
    }

    private static void copy(String name, Path from, Path to) throws IOException {
        Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
