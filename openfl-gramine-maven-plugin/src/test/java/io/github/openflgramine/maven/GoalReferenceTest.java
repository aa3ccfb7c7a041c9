package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GoldenFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The plugin's API is its goals and parameters. docs/goals.md shows them all, so a change of the API changes that page
 * and is visible in a review.
 */
final class GoalReferenceTest {

    private static final Path PAGE = Path.of("../docs/goals.md");

    @Test
    void every_goal_is_in_one_group_of_those_who_use_it() throws Exception {
        assertThat(GoalGroup.allGoals()).containsExactlyInAnyOrderElementsOf(GoalReference.goals(Descriptor.FILE));
    }

    @Test
    void the_page_shows_every_goal_and_parameter_as_it_is() throws Exception {
        GoldenFile.assertIs(PAGE, GoalReference.of(Descriptor.FILE), GoalReferenceTest.class);
    }
}
