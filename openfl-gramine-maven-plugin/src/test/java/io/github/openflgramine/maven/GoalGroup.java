package io.github.openflgramine.maven;

import java.util.Arrays;
import java.util.List;

/** The goals by who uses them, in the order of the goal reference. Every goal is in one group. */
enum GoalGroup {
    EXPERIMENT(
            "Data scientists",
            "From a workspace to a trained model on one machine.",
            "adopt check plan-initialize generate-key federation model-save report python-package prune"),
    CERTIFICATES(
            "Certificates",
            "A federation's authority and the certificates of its participants ([manual.md](manual.md#certificates)).",
            "workspace-certify aggregator-generate-cert-request aggregator-certify collaborator-create"
                    + " collaborator-generate-cert-request collaborator-certify enrolment-challenge audit"),
    RUNNING(
            "Running",
            "One actor on its own machine ([manual.md](manual.md#running)).",
            "host-check aggregator-start collaborator-start"),
    RECEIVING(
            "Receiving",
            "What is in an image, an enclave or a quote, and whether it is what its maker says ([verify.md](verify.md)).",
            "verify inspect verify-quote"),
    RELEASING(
            "Releasing",
            "The same release on every machine, signed where the key is ([release.md](release.md)).",
            "lock prepare-signature attach-signature sign-manifest deployment"),
    STEPS(
            "Steps of the build",
            "Nobody has to run these by name: `mvn package`, `install` and `deploy` do, in this order. Set their parameters in the POM or with `-D`.",
            "prepare graminize finish attach attest summary attach-reference attach-kits"),
    HELP("Help", "Prints a goal's parameters in the console.", "help");

    private final String title;
    private final String sentence;
    private final String goals;

    GoalGroup(String title, String sentence, String goals) {
        this.title = title;
        this.sentence = sentence;
        this.goals = goals;
    }

    String title() {
        return title;
    }

    String sentence() {
        return sentence;
    }

    List<String> goals() {
        return List.of(goals.split(" "));
    }

    /** Returns the goals of all groups. */
    static List<String> allGoals() {
        return Arrays.stream(values()).flatMap(group -> group.goals().stream()).toList();
    }
}
