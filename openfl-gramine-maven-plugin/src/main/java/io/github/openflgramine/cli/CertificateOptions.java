package io.github.openflgramine.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a participant's certificates are. */
@SuppressWarnings("NullAway.Init")
final class CertificateOptions {

    @Option(
            names = "--workspace",
            descriptionKey = "openfl.workspace",
            paramLabel = "DIRECTORY",
            defaultValue = ".",
            description =
                    "The directory of the workspace, or of the part of it that a participant has. Default: the current"
                            + " directory.")
    private Path workspace;

    Path workspace() {
        return workspace.toAbsolutePath().normalize();
    }
}
