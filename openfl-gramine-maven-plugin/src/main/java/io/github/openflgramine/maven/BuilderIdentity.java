package io.github.openflgramine.maven;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The builder in SLSA provenance ({@code builder.id}): a URI that a receiver can decide to trust. */
final class BuilderIdentity {

    /** A builder about which nothing is known. */
    static final String UNKNOWN = "https://openfl-gramine.github.io/builders/unknown";

    private BuilderIdentity() {}

    /** Returns the given URI, else the pipeline's, from the variables that GitHub Actions and GitLab predefine. */
    static String of(@Nullable String given, Map<String, String> environment) {
        if (given != null) {
            return given;
        }
        String workflow = environment.get("GITHUB_WORKFLOW_REF");
        if (workflow != null) {
            return environment.getOrDefault("GITHUB_SERVER_URL", "https://github.com") + "/" + workflow;
        }
        String project = environment.get("CI_PROJECT_URL");
        return project == null ? UNKNOWN : project + "/-/runners/" + environment.getOrDefault("CI_RUNNER_ID", "");
    }
}
