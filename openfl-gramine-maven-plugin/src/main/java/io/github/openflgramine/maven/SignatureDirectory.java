package io.github.openflgramine.maven;

import java.nio.file.Path;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** A workspace's directory for offline signing, and the commands of its steps. */
final class SignatureDirectory {

    private final Path path;
    private final boolean usual;
    private final String shown;

    SignatureDirectory(MavenProject project, Path workDirectory, @Nullable Path output) {
        Path usualPath = workDirectory.resolve("signatures");
        this.path = output == null ? usualPath : output;
        this.usual = path.equals(usualPath);
        Path base = project.getBasedir().toPath();
        this.shown = path.startsWith(base) ? base.relativize(path).toString() : path.toString();
    }

    Path path() {
        return path;
    }

    String attachCommand() {
        return "mvn openfl-gramine:attach-signature -Dgramine.publicKey=PUBLIC.pem"
                + (usual ? "" : " -Dgramine.output=" + shown);
    }

    /** Returns the install command, without clean, which would delete the default directory. */
    String installCommand() {
        return "mvn install -Dgramine.signatures=" + shown;
    }
}
