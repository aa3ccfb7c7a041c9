package io.github.openflgramine.it;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;

/**
 * A valid workspace for tests that each make one mistake. The build must fail with one line that says what, where and the
 * next step, and must change nothing.
 */
abstract class RefusedBuild {

    static final Path DIRECTORY = MavenBuild.workDirectory(RefusedBuild.class);

    private static final Path WORKSPACE = MavenBuild.generate(DIRECTORY, "refusals-it", "numpy");

    @AfterAll
    static void remove_images() {
        Docker.remove("refusals-it:1.0.0-SNAPSHOT-direct", "refusals-it:1.0.0-SNAPSHOT-first");
    }

    /** Returns the error for a property's value in a valid workspace. */
    static MavenResult refusal(MavenBuild build) throws IOException {
        return new WorkspaceCopy(WORKSPACE).run(build, "validate");
    }

    static WorkspaceCopy workspace() throws IOException {
        return WorkspaceCopy.of(WORKSPACE, DIRECTORY);
    }

    static MavenBuild maven() {
        return MavenBuild.in(WORKSPACE);
    }

    static MavenBuild maven(WorkspaceCopy workspace) {
        return MavenBuild.in(workspace.root());
    }
}
