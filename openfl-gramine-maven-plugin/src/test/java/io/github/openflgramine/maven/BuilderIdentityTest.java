package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BuilderIdentityTest {

    @Test
    void a_pipeline_is_known_by_its_variables() {
        assertThat(BuilderIdentity.of(
                        null,
                        Map.of(
                                "GITHUB_SERVER_URL",
                                "https://github.com",
                                "GITHUB_WORKFLOW_REF",
                                "team/demo/.github/workflows/release.yml@refs/tags/v1")))
                .isEqualTo("https://github.com/team/demo/.github/workflows/release.yml@refs/tags/v1");
        assertThat(BuilderIdentity.of(
                        null, Map.of("CI_PROJECT_URL", "https://gitlab.example.org/team/demo", "CI_RUNNER_ID", "7")))
                .isEqualTo("https://gitlab.example.org/team/demo/-/runners/7");
    }

    @Test
    void what_the_user_says_counts_first_and_a_machine_of_no_pipeline_says_so() {
        assertThat(BuilderIdentity.of("https://example.org/b", Map.of("GITHUB_WORKFLOW_REF", "x")))
                .isEqualTo("https://example.org/b");
        assertThat(BuilderIdentity.of(null, Map.of())).isEqualTo(BuilderIdentity.UNKNOWN);
    }
}
