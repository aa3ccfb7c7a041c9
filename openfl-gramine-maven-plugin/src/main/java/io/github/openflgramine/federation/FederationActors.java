package io.github.openflgramine.federation;

import io.github.openflgramine.Role;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.run.Actor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Creates the actors' directories, as they would be on separate machines, and certifies the actors. */
final class FederationActors {

    private final FederationDirectory directory;
    private final Workspace workspace;
    private final FederationCertificates certificates;

    FederationActors(FederationDirectory directory, Workspace workspace, Validity validity) throws IOException {
        this.directory = directory;
        this.workspace = workspace;
        this.certificates = FederationCertificates.of(workspace.root(), directory.authority(), validity);
    }

    /** Returns the aggregator, then the collaborators in order. */
    List<Actor> create(Plan plan, Collaborators collaborators) throws IOException {
        List<Actor> actors = new ArrayList<>();
        Map<String, String> data = new LinkedHashMap<>();
        for (String asked : collaborators.names()) {
            Path own = directory.actor(asked, "plan", "logs");
            Participant collaborator = certificates.collaborator(asked, own);
            data.put(collaborator.name(), collaborators.data().getOrDefault(asked, ""));
            actors.add(Actor.collaborator(own, collaborator, workspace.root().resolve("data")));
        }
        Collaborators certified = new Collaborators(data);
        for (Actor actor : actors) {
            AtomicFiles.write(actor.directory().resolve("plan/data.yaml"), certified.dataYaml(actor.name()));
        }
        actors.add(0, aggregator(plan, certified));
        return actors;
    }

    private Actor aggregator(Plan plan, Collaborators certified) throws IOException {
        Path own = directory.actor(Role.AGGREGATOR.toString(), "plan", "save", "logs", "local_state");
        Participant participant =
                certificates.aggregator(plan.aggregatorAddress().orElseThrow(), own);
        AtomicFiles.write(own.resolve("plan/cols.yaml"), certified.colsYaml());
        Path model = own.resolve(plan.initialModel());
        AtomicFiles.write(model, Content.of(workspace.root().resolve(plan.initialModel()))::copyTo);
        return Actor.aggregator(own, participant);
    }
}
