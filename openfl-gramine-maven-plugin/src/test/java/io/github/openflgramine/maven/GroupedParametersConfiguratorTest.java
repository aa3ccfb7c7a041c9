package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;
import org.junit.jupiter.api.Test;

final class GroupedParametersConfiguratorTest {

    @Test
    void parameters_of_the_goal_and_of_its_groups_are_set_alike() throws Exception {
        Goal goal = configured(Map.of("cores", "8", "certificateDays", "${days}", "workDirectory", "${work}"));
        assertThat(goal.cores).isEqualTo(8);
        assertThat(goal.days.days()).isEqualTo(30);
        assertThat(goal.work.directory()).isEqualTo(Path.of("/project/target"));
    }

    @Test
    void parameters_of_a_group_within_a_group_are_set_like_the_others() throws Exception {
        Goal goal = configured(Map.of("detach", "true", "imageTag", "2", "image", "flowers:1", "cores", "8"));
        assertThat(goal.start).hasFieldOrPropertyWithValue("detach", true);
        assertThat(goal.start.image(false, null).choice().given()).contains("flowers:1");
        assertThat(goal.start).extracting("image.names.imageTag").isEqualTo("2");
        assertThat(goal.cores).isEqualTo(8);
    }

    @Test
    void a_group_is_there_even_if_nothing_is_set() throws Exception {
        assertThat(configured(Map.of()).days).isNotNull();
    }

    @Test
    void a_value_of_the_wrong_type_is_refused_in_a_group_as_in_a_goal() {
        assertThatThrownBy(() -> configured(Map.of("cores", "many")))
                .isInstanceOf(ComponentConfigurationException.class);
        assertThatThrownBy(() -> configured(Map.of("certificateDays", "many")))
                .isInstanceOf(ComponentConfigurationException.class);
    }

    @Test
    void a_parameter_that_neither_has_is_refused() {
        assertThatThrownBy(() -> configured(Map.of("colour", "red")))
                .isInstanceOf(ComponentConfigurationException.class);
    }

    private static Goal configured(Map<String, String> values) throws ComponentConfigurationException {
        PlexusConfiguration configuration = new DefaultPlexusConfiguration("configuration");
        values.forEach(configuration::addChild);
        Goal goal = new Goal();
        new GroupedParametersConfigurator().configureComponent(goal, configuration, new Evaluator(), null, null);
        return goal;
    }

    static class Base {
        int cores;
        WorkDirectoryParameter work;
    }

    static final class Goal extends Base {
        CertificateDaysParameter days;
        StartParameters start;
    }

    private static final class Evaluator implements ExpressionEvaluator {
        @Override
        public Object evaluate(String expression) {
            return expression.replace("${days}", "30").replace("${work}", "target");
        }

        @Override
        public File alignToBaseDirectory(File file) {
            return new File("/project", file.getPath());
        }
    }
}
