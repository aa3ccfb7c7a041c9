package io.github.openflgramine.maven;

import io.github.openflgramine.publish.LocalVersions;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;

/** The place of a project's versions in Maven's local repository. */
final class LocalRepository {

    private LocalRepository() {}

    static LocalVersions versionsOf(MavenSession session, MavenProject project) {
        RepositorySystemSession repository = session.getRepositorySession();
        // Maven decides on the layout (aether.enhancedLocalRepository); every version has a POM.
        String pom = repository
                .getLocalRepositoryManager()
                .getPathForLocalArtifact(new DefaultArtifact(
                        project.getGroupId(), project.getArtifactId(), "pom", project.getVersion()));
        Path directory = Objects.requireNonNull(repository
                .getLocalRepository()
                .getBasedir()
                .toPath()
                .resolve(pom)
                .getParent());
        return new LocalVersions(Objects.requireNonNull(directory.getParent()), project.getArtifactId());
    }
}
