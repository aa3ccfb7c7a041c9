package io.github.openflgramine.prepare;

import io.github.openflgramine.product.InsecureSetting;
import java.util.List;
import java.util.SortedSet;

/** Passwords and tokens in the addresses of requirements. */
final class CredentialsInRequirements {

    private CredentialsInRequirements() {}

    /** Returns one insecure setting that names all lines. */
    static List<InsecureSetting> in(PipRequirements requirements) {
        SortedSet<String> lines = requirements.linesWithCredentials();
        return lines.isEmpty()
                ? List.of()
                : List.of(new InsecureSetting(
                        "A password or token is in an address in " + String.join(", ", lines)
                                + ": it is removed from the copies in the image and in the zip, but stays in the build's"
                                + " context and in the engine's build cache.",
                        "Write ${NAME} instead, with ARG NAME in gramine/Dockerfile before RUN sh /build/install, and build"
                                + " with -Ddocker.buildArg.NAME=…"));
    }
}
