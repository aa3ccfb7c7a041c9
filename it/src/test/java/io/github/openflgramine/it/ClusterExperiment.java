package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An experiment whose image is on a cluster's node, and the participants' directories: the unpacked kit with certificate and
 * data, and the objects for a cluster.
 *
 * @param participants the directories by the actors' names
 */
record ClusterExperiment(Experiment experiment, Map<String, Path> participants) {

    static final String NAME = "my-experiment";
    static final String NAMESPACE = "hospital";
    static final String AGGREGATOR = NAME + "-aggregator." + NAMESPACE + ".svc.cluster.local";

    /** Enough to kill actors in the middle. */
    private static final String ROUNDS = "rounds_to_train: 12";

    static ClusterExperiment make(Path directory, Cluster cluster) throws IOException {
        Experiment experiment = Experiment.make(directory, NAME, UnaryOperator.identity(), AGGREGATOR);
        Path plan = experiment.root().resolve("plan/plan.yaml");
        Files.writeString(plan, Files.readString(plan).replaceFirst("rounds_to_train: \\d+", ROUNDS));
        experiment.maven().run("install").assertSuccess();
        experiment.maven().run("openfl-gramine:deployment").assertSuccess();
        cluster.load(experiment.root().resolve("target/" + NAME + ".tar.gz"));

        List<UnpackedKit> kits = new ArrayList<>();
        for (String actor : List.of("aggregator", "north", "south")) {
            kits.add(UnpackedKit.here(actor, experiment.made("kits/" + NAME + "-" + actor + ".tar"), directory));
        }
        kits.get(0).bringCertificate(experiment);
        kits.get(1).certifyAndBringData(experiment);
        kits.get(2).certifyAndBringData(experiment);
        ClusterExperiment made = new ClusterExperiment(
                experiment,
                Map.of(
                        "aggregator",
                        kits.get(0).directory(),
                        "north",
                        kits.get(1).directory(),
                        "south",
                        kits.get(2).directory()));
        for (String actor : made.participants.keySet()) {
            made.copyObjects("sgx", actor, made.participants.get(actor).resolve(NAME + "-" + actor));
        }
        return made;
    }

    /** Copies the objects of a participant to a directory. */
    void copyObjects(String variant, String actor, Path to) throws IOException {
        Path from = experiment.made("kubernetes").resolve(variant).resolve(NAME + "-" + actor);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    /** Returns a file of a site in which the patches whose comments contain one of these texts are no longer comments. */
    static String withPatches(String site, String... titles) {
        StringBuilder text = new StringBuilder();
        boolean isChosen = false;
        for (String line : site.lines().toList()) {
            if (line.startsWith("  # ") && !line.startsWith("  #  ")) {
                isChosen = Stream.of(titles).anyMatch(line::contains);
            }
            boolean isPatch = line.matches("  #(- |  ).*");
            text.append(isChosen && isPatch ? line.replaceFirst("#", "") : line).append('\n');
        }
        return text.toString();
    }
}
