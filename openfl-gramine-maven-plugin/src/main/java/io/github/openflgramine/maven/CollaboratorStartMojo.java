package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Starts a collaborator from an image or its archive, follows it and ends with its exit status; Ctrl-C and SIGTERM reach it.
 * The directory needs no project: {@code cert/cert_chain.crt}, {@code cert/client/col_NAME.crt} and {@code .key},
 * {@code plan/data.yaml}, and the data. Everything that is missing or does not fit the image's plan is named before anything
 * starts.
 */
@Mojo(name = "collaborator-start", requiresProject = false, threadSafe = true)
public final class CollaboratorStartMojo extends AbstractStartMojo {

    /** The collaborator's name. Default: the one whose certificate lies in {@code cert/client}, if it is the only one. */
    @Parameter(property = "openfl.collaborator")
    private @Nullable String collaborator;

    /** The directory with the data, which the actor reads as {@code data/}. Default: {@code data} in the directory. */
    @Parameter(property = "openfl.data")
    private @Nullable File data;

    @Override
    Role role() {
        return Role.COLLABORATOR;
    }

    @Override
    Optional<String> collaborator() {
        return Optional.ofNullable(collaborator);
    }

    @Override
    Optional<Path> data() {
        return Optional.ofNullable(data).map(File::toPath);
    }
}
