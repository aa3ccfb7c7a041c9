package io.github.openflgramine.run;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.engine.ContainerRequest;
import io.github.openflgramine.engine.DockerCommand;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.engine.EngineContainer;
import io.github.openflgramine.openfl.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An actor that has everything it needs to start.
 *
 * @param plan the image's plan
 * @param label the label of its containers
 * @param record the record of the run that is written when it starts; empty for a collaborator or an enrolment
 * @param answer the file that the actor writes if it enrols; empty if it does not
 */
record ReadyActor(
        Actor actor,
        Plan plan,
        ContainerRequest container,
        Map.Entry<String, String> label,
        Optional<RunRecord> record,
        Optional<Path> answer,
        Set<String> compiledSources) {

    String containerName() {
        return container.name().orElseThrow();
    }

    /** Writes the record of the run, if it has one. */
    void writeRecord() throws IOException {
        if (record.isPresent()) {
            record.get().write(actor.directory());
        }
    }

    /**
     * Frees the container's name by removing a detached container that has ended.
     *
     * @throws GraminizeException if a container of the actor still runs, or another directory's container has the name
     */
    void claimName(Engine engine) {
        Optional<EngineContainer> earlier = engine.container(containerName());
        if (earlier.isEmpty()) {
            return;
        }
        boolean own = engine.containersLabelled(label).contains(earlier.get().id());
        if (!own || earlier.get().exitStatus().isEmpty()) {
            throw new GraminizeException(
                    own
                            ? actor.name() + " is already running in container " + containerName() + "."
                            : "There is a container " + containerName() + " that belongs to another directory.",
                    "End it: " + DockerCommand.of(engine.address(), "rm", "--force", containerName()));
        }
        earlier.get().close();
    }
}
