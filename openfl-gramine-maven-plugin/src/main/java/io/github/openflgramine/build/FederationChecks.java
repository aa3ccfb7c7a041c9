package io.github.openflgramine.build;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Who takes part in a federation on this machine. */
final class FederationChecks {

    private FederationChecks() {}

    /** The workspace's own list where data.yaml names enough of them, else numbered ones. */
    static Collaborators collaborators(Workspace workspace, Plan plan, OptionalInt asked) throws IOException {
        OptionalInt shards = plan.collaboratorCount();
        int count = asked.orElseGet(() -> shards.orElse(2));
        if (shards.isPresent() && count > shards.getAsInt()) {
            throw new GraminizeException(
                    "openfl.collaborators=" + count + ", but the plan divides the data among " + shards.getAsInt()
                            + " (data_loader.settings.collaborator_count).",
                    "Ask for at most " + shards.getAsInt() + ", or change the plan and run mvn install.");
        }
        Path list = workspace.dataPaths();
        Collaborators own = Collaborators.parse(Files.exists(list) ? Files.readString(list) : "");
        return count > 0 && own.names().size() >= count ? own.first(count) : Collaborators.numbered(count);
    }
}
