package io.github.openflgramine.maven;

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
    void the_page_shows_every_goal_and_parameter_as_it_is() throws Exception {
        GoldenFile.assertIs(PAGE, GoalReference.of(Descriptor.FILE), GoalReferenceTest.class);
    }
}
