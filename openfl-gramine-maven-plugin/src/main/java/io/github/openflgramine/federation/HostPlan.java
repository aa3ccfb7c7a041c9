package io.github.openflgramine.federation;

import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.DataPath;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.run.ThisHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The plan and the collaborators for a federation on this machine. */
final class HostPlan {

    private HostPlan() {}

    /**
     * Returns the plan, adjusted to this machine. It stays the same if its aggregator is this machine, it has the
     * requested number of rounds, and it divides the data among enough collaborators.
     */
    static Plan of(Plan plan, FederationRequest.Course course, int collaborators) throws IOException {
        boolean here = plan.aggregatorAddress().filter(ThisHost::is).isPresent()
                && plan.aggregatorPort().isPresent();
        Plan used = here ? plan : plan.withAggregator("localhost", ThisHost.freePort());
        if (course.rounds().isPresent()) {
            used = used.withRounds(course.rounds().getAsInt());
        }
        if (course.taskGroup().isPresent()) {
            used = used.withTaskGroup(course.taskGroup().get());
        }
        OptionalInt shards = plan.collaboratorCount();
        return shards.isPresent() && shards.getAsInt() < collaborators
                ? used.withCollaboratorCount(collaborators)
                : used;
    }

    /** Returns the collaborators in data.yaml if it has enough, otherwise numbered ones. */
    static Collaborators collaborators(Workspace workspace, Plan plan, FederationRequest.Course course)
            throws IOException {
        int count =
                course.collaborators().orElseGet(() -> plan.collaboratorCount().orElse(2));
        Path list = workspace.dataPaths();
        Collaborators own =
                Collaborators.parse(Files.exists(list) ? Content.of(list).text() : "");
        if (count < 1 || own.names().size() < count) {
            return Collaborators.numbered(count);
        }
        Collaborators used = own.first(count);
        used.data().forEach((name, data) -> DataPath.requireInContainer(data, list + ": the data of " + name));
        return used;
    }
}
