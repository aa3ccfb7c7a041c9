package io.github.openflgramine.deployment;

import io.github.openflgramine.Role;
import io.github.openflgramine.files.Content;
import io.github.openflgramine.openfl.Collaborators;
import io.github.openflgramine.openfl.Plan;
import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.Participant;
import io.github.openflgramine.product.Measurements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides which public files of a workspace each participant gets. Everyone gets the measurements, with the expected
 * values of the other participants' quotes, and the certificate chain; the aggregator also the list of collaborators
 * and the initial model; a collaborator the path of its own data.
 */
record ParticipantFiles(Workspace workspace, Path measurementsFile, Measurements measurements, Plan plan) {

    /** Returns a participant's files by their paths in its directory. A file that the workspace lacks is left out. */
    SortedMap<String, Content> of(Participant participant) throws IOException {
        SortedMap<String, Content> files = new TreeMap<>();
        files.put(Measurements.FILE, Content.of(measurementsFile));
        for (Role role : Role.values()) {
            RaTlsEnvironment.of(measurements.of(role))
                    .ifPresent(text -> files.put("ra-tls/" + role + ".env", Content.of(text)));
        }
        Path root = workspace.root();
        put(files, root.relativize(CertDirectory.of(root).chain()).toString());
        if (participant.role() == Role.AGGREGATOR) {
            put(files, root.relativize(workspace.collaborators()).toString());
            put(files, plan.initialModel());
        } else {
            dataPath(participant.name()).ifPresent(line -> files.put("plan/data.yaml", Content.of(line)));
        }
        return files;
    }

    private void put(SortedMap<String, Content> files, String path) throws IOException {
        Path file = workspace.root().resolve(path);
        if (Files.isRegularFile(file)) {
            files.put(path, Content.of(file));
        }
    }

    /** Returns a collaborator's data path in the workspace's data.yaml. The collaborator may use another one. */
    private Optional<String> dataPath(String name) throws IOException {
        if (Files.notExists(workspace.dataPaths())) {
            return Optional.empty();
        }
        Collaborators listed =
                Collaborators.parse(Content.of(workspace.dataPaths()).text());
        return listed.names().contains(name) ? Optional.of(listed.dataYaml(name)) : Optional.empty();
    }
}
