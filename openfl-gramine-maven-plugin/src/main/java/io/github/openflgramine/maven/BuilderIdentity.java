package io.github.openflgramine.maven;

import java.util.Map;
import java.util.Optional;

/** Who builds, as SLSA provenance names it: a URI that a receiver can decide to trust. */
final class BuilderIdentity {

    /** A machine of which nothing is known. */
    static final String UNKNOWN = "https://openfl-gramine.github.io/builders/unknown";

    private BuilderIdentity() {}

    /** The pipeline that the environment tells of: GitHub Actions' and GitLab's predefined variables. */
    static String of(Optional<String> given, Map<String, String> environment) {
        if (given.isPresent()) {
            return given.get();
        }
        String workflow = environment.get("GITHUB_WORKFLOW_REF");
        if (workflow != null) {
            return environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com") + "/" + workflow;
        }
        String project = environment.get("CI_PROJECT_URL");
        return project == null ? UNKNOWN : project + "/-/runners/" + environment.getOrDefault("CI_RUNNER_ID", "");
    }
}
