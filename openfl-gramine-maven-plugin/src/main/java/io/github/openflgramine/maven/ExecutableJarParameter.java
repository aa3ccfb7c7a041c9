package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.deployment.DeploymentLog;
import io.github.openflgramine.product.BuildLog;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.jspecify.annotations.Nullable;

/** The executable jar with which participants judge images and quotes. */
final class ExecutableJarParameter implements ParameterGroup {

    /**
     * The executable jar that kits name by its SHA-256: with it, a kit's {@code ./verify} gives the whole verdict on the image. Default:
     * this plugin's own, from Maven's repositories (classifier {@code cli}).
     */
    @Parameter(property = "openfl.executableJar")
    private @Nullable File executableJar;

    /** Returns the jar's digest; empty, with a line in the log, if the plugin's own cannot be had. */
    Optional<Sha256> sha256(PluginDescriptor plugin, MavenSession session, RepositorySystem repositories, BuildLog log)
            throws IOException {
        if (executableJar != null) {
            if (!executableJar.isFile()) {
                throw new GraminizeException(
                        "openfl.executableJar=" + executableJar + " is not a file.",
                        "Give the plugin's executable jar (classifier cli), or leave the parameter out.");
            }
            return Optional.of(Sha256.digest(executableJar.toPath()));
        }
        ArtifactRequest request = new ArtifactRequest(
                new DefaultArtifact(plugin.getGroupId(), plugin.getArtifactId(), "cli", "jar", plugin.getVersion()),
                session.getCurrentProject().getRemotePluginRepositories(),
                null);
        Path jar;
        try {
            jar = repositories
                    .resolveArtifact(session.getRepositorySession(), request)
                    .getArtifact()
                    .getFile()
                    .toPath();
        } catch (ArtifactResolutionException e) {
            new DeploymentLog(log).noExecutableJar(request.getArtifact().toString());
            return Optional.empty();
        }
        return Optional.of(Sha256.digest(jar));
    }
}
