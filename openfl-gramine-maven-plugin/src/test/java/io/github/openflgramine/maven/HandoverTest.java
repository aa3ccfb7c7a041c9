package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class HandoverTest {

    private static final Path LIFECYCLE = Path.of("src/main/resources/META-INF/plexus/components.xml");

    @Test
    void every_property_that_the_lifecycle_gives_to_fabric8_is_set_by_a_goal() throws Exception {
        assertThat(Pattern.compile("\\$\\{(openfl\\.[^}…]+)}")
                        .matcher(Files.readString(LIFECYCLE))
                        .results()
                        .map((MatchResult match) -> match.group(1)))
                .isNotEmpty()
                .allMatch(Handover::isOne);
    }

    @Test
    void what_is_handed_over_has_our_prefix_and_cannot_be_taken_for_a_parameter() throws Exception {
        assertThat(Arrays.stream(Handover.values()).map(Handover::property))
                .allMatch(KnownParameters::isOurs)
                .doesNotContainAnyElementsOf(
                        KnownParameters.of(Descriptor.read()).properties());
    }
}
