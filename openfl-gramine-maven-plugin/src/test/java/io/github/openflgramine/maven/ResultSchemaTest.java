package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.ResultSchema;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.junit.jupiter.api.Test;

/** The goals with results for programs, and the schema of these. */
final class ResultSchemaTest {

    @Test
    void the_schema_describes_each_goal_that_has_a_format() throws Exception {
        List<String> goals = Descriptor.read().getMojos().stream()
                .filter(mojo -> mojo.getParameterMap().containsKey("format"))
                .map(MojoDescriptor::getGoal)
                .toList();

        assertThat(ResultSchema.names())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of("error"), goals.stream()).toList());
    }
}
