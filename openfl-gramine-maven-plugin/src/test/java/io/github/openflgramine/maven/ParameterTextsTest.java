package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.junit.jupiter.api.Test;

/** A parameter has the same description in all goals that have it. */
final class ParameterTextsTest {

    @Test
    void a_property_has_one_name_type_default_and_description_in_all_goals() throws Exception {
        assertThat(variants(parameter -> KnownParameters.property(parameter).orElse(parameter.getName())))
                .hasSizeGreaterThan(80)
                .allSatisfy((property, variants) ->
                        assertThat(variants).as(property).hasSize(1));
    }

    @Test
    void an_element_of_the_configuration_has_one_property_in_all_goals() throws Exception {
        assertThat(variants(Parameter::getName))
                .allSatisfy((name, variants) -> assertThat(variants).as(name).hasSize(1));
    }

    @Test
    void every_parameter_is_described() throws Exception {
        assertThat(Descriptor.read().getMojos())
                .flatExtracting(MojoDescriptor::getParameters)
                .filteredOn(Parameter::isEditable)
                .allSatisfy(parameter -> assertThat(parameter.getDescription())
                        .as(parameter.getName())
                        .isNotBlank());
    }

    @Test
    void the_descriptor_has_what_maven_itself_gives_to_goals_and_no_bean() throws Exception {
        for (MojoDescriptor goal : Descriptor.read().getMojos()) {
            if (!goal.getGoal().equals("help")) {
                assertThat(goal.getParameters()).extracting(Parameter::getName).contains("session", "execution");
            }
            assertThat(goal.getParameters())
                    .extracting(Parameter::getType)
                    .noneMatch(type -> type.startsWith("io.github.openflgramine."));
        }
    }

    private static Map<String, Set<List<String>>> variants(Function<Parameter, String> key) throws Exception {
        Map<String, Set<List<String>>> variants = new TreeMap<>();
        for (MojoDescriptor goal : Descriptor.read().getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                if (parameter.isEditable()) {
                    variants.computeIfAbsent(key.apply(parameter), name -> new HashSet<>())
                            .add(List.of(
                                    parameter.getName(),
                                    KnownParameters.property(parameter).orElse(""),
                                    parameter.getType(),
                                    String.valueOf(parameter.getDefaultValue()),
                                    parameter.getDescription()));
                }
            }
        }
        return variants;
    }
}
