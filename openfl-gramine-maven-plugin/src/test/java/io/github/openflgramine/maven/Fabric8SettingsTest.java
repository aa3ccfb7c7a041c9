package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.maven.model.Plugin;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.junit.jupiter.api.Test;

final class Fabric8SettingsTest {

    private final MavenProject project = new MavenProject();

    @Test
    void the_engine_in_fabric8s_configuration_counts_for_its_properties_alone() {
        configure("dockerHost", "unix:///run/own.sock");

        assertThat(find("docker.host")).contains("unix:///run/own.sock");
        assertThat(find("docker.certPath")).isEmpty();
        assertThat(find("user.home")).isEmpty();
    }

    @Test
    void a_value_that_maven_has_not_evaluated_is_left_to_the_property() {
        configure("dockerHost", "${engine.of.a.later.goal}");

        assertThat(find("docker.host")).isEmpty();
    }

    @Test
    void without_the_plugin_or_its_configuration_there_is_none() {
        assertThat(find("docker.host")).isEmpty();

        plugin();
        assertThat(find("docker.host")).isEmpty();
    }

    private Optional<String> find(String property) {
        return new Fabric8Settings(project).find(property);
    }

    private void configure(String element, String value) {
        Xpp3Dom configuration = new Xpp3Dom("configuration");
        Xpp3Dom child = new Xpp3Dom(element);
        child.setValue(value);
        configuration.addChild(child);
        plugin().setConfiguration(configuration);
    }

    private Plugin plugin() {
        Plugin plugin = new Plugin();
        plugin.setGroupId("io.fabric8");
        plugin.setArtifactId("docker-maven-plugin");
        project.getBuild().addPlugin(plugin);
        return plugin;
    }
}
