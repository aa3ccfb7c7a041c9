package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.junit.jupiter.api.Test;

/** Eclipse's m2e marks every goal of a lifecycle as an error for which no metadata says what to do. */
final class M2eMetadataTest {

    private static final Path METADATA = Path.of("src/main/resources/META-INF/m2e/lifecycle-mapping-metadata.xml");
    private static final Path LIFECYCLE = Path.of("src/main/resources/META-INF/plexus/components.xml");

    @Test
    void every_goal_that_is_bound_to_a_phase_has_an_entry_and_no_other() throws Exception {
        assertThat(goals(METADATA, "<goal>([^<:]+)</goal>"))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Descriptor.read().getMojos().stream()
                        .filter(goal -> goal.getPhase() != null)
                        .map(MojoDescriptor::getGoal)
                        .toList());
    }

    @Test
    void every_goal_of_the_lifecycle_has_an_entry() throws Exception {
        assertThat(goals(METADATA, "<goal>([^<:]+)</goal>"))
                .containsAll(goals(LIFECYCLE, "<goal>@project\\.groupId@:[^<]*:([^<:]+)</goal>"));
    }

    private static List<String> goals(Path file, String pattern) throws Exception {
        return Pattern.compile(pattern)
                .matcher(Files.readString(file))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
