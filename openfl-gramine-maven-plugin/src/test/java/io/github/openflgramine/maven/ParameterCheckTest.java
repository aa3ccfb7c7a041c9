package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.StringReader;
import java.util.Properties;
import org.apache.maven.execution.DefaultMavenExecutionRequest;
import org.apache.maven.execution.DefaultMavenExecutionResult;
import org.apache.maven.execution.MavenExecutionRequest;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ParameterCheckTest {

    private final MavenProject project = new MavenProject();
    private final Properties commandLine = new Properties();

    @Test
    void what_is_known_is_accepted() {
        commandLine.setProperty("gramine.production", "true");
        commandLine.setProperty("db.password", "secret");
        project.getProperties().setProperty("gramine.enclaveSize", "8G");
        project.getProperties().setProperty("openfl-other.thing", "1");
        configure("<isvSvn>2</isvSvn><save>false</save>");
        assertThatCode(() -> check("check", "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void what_our_goals_hand_over_is_known(Handover handover) {
        project.getProperties().setProperty(handover.property(), "a value");
        assertThatCode(() -> check("graminize", "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void what_our_goals_hand_over_is_not_the_users_to_set(Handover handover) {
        commandLine.setProperty(handover.property(), "a value");
        refuses("check", "", "-D" + handover.property() + " is unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "gramine.enclavesize, gramine.enclaveSize",
        "openfl.imageNme, openfl.imageName",
        "gramine.imageName, openfl.imageName",
        "openfl.signingkey, gramine.signingKey",
    })
    void an_unknown_property_is_refused_with_the_nearest_one(String unknown, String nearest) {
        commandLine.setProperty(unknown, "1");
        refuses("check", "", "-D" + unknown + " is unknown; the nearest is " + nearest + ".");
        commandLine.clear();
        project.getProperties().setProperty(unknown, "1");
        refuses("verify", "", "The property " + unknown + " in the POM is unknown; the nearest is " + nearest + ".");
    }

    @Test
    void an_unknown_property_that_is_like_none_is_refused_without_a_guess() {
        commandLine.setProperty("gramine.temperature", "1");
        refuses("check", "", "-Dgramine.temperature is unknown. Correct or remove it");
    }

    @Test
    void all_unknown_properties_are_named_at_once() {
        commandLine.setProperty("gramine.isvsvn", "1");
        project.getProperties().setProperty("openfl.colour", "1");
        refuses(
                "check",
                "",
                "-Dgramine.isvsvn is unknown; the nearest is gramine.isvSvn. The property openfl.colour in");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openfl.image", "gramine.mrsigner", "gramine.output", "gramine.production"})
    void an_empty_value_is_refused_instead_of_taken_for_none(String property) {
        commandLine.setProperty(property, "");
        refuses("verify", "", "-D" + property + " is empty. Give it a value or omit it.");
        commandLine.clear();
        project.getProperties().setProperty(property, " ");
        refuses("verify", "", "The property " + property + " in the POM is empty.");
    }

    @Test
    void a_command_line_can_take_back_the_key_of_the_pom() {
        commandLine.setProperty("gramine.signingKey", "");
        assertThatCode(() -> check("check", "")).doesNotThrowAnyException();
    }

    @Test
    void an_unknown_element_of_the_configuration_is_refused_with_the_nearest_one() {
        configure("<imageNme>demo</imageNme>");
        refuses("check", "", "<imageNme> in openfl-gramine-maven-plugin's <configuration> is unknown", "<imageName>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "TRUE", "1"})
    void a_boolean_property_is_true_or_false_alone(String value) {
        commandLine.setProperty("gramine.production", value);
        refuses(
                "check",
                "",
                "<production> (gramine.production) is " + value + "; expected true or false.",
                "for false.");
    }

    @Test
    void a_boolean_property_of_the_pom_is_true_or_false_alone() {
        project.getProperties().setProperty("gramine.save", "no");
        refuses("graminize", "", "<save> (gramine.save) is no; expected true or false.", "for true.");
    }

    @Test
    void a_boolean_in_the_configuration_is_true_or_false_alone() {
        refuses("check", "<production>yes</production>", "<production> (gramine.production) is yes; expected");
    }

    private void refuses(String goal, String configuration, String... parts) {
        assertThatThrownBy(() -> check(goal, configuration))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContainingAll(parts);
    }

    /** Sets the plugin's configuration in the POM. */
    private void configure(String elements) {
        try {
            Plugin plugin = new Plugin();
            plugin.setGroupId("io.github.openfl-gramine");
            plugin.setArtifactId("openfl-gramine-maven-plugin");
            plugin.setConfiguration(dom(elements));
            project.getBuild().addPlugin(plugin);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Checks a configuration as Maven merges it for one execution: the POM's values, else the descriptor's expressions
     * and defaults.
     */
    @SuppressWarnings("deprecation")
    private void check(String goal, String configuration) throws Exception {
        PluginDescriptor plugin = Descriptor.read();
        MojoExecution execution = new MojoExecution(plugin.getMojo(goal));
        execution.setConfiguration(Xpp3Dom.mergeXpp3Dom(
                dom(configuration),
                Xpp3DomBuilder.build(new StringReader(
                        plugin.getMojo(goal).getMojoConfiguration().toString()))));
        MavenExecutionRequest request = new DefaultMavenExecutionRequest().setUserProperties(commandLine);
        MavenSession session = new MavenSession(null, null, request, new DefaultMavenExecutionResult());
        session.setCurrentProject(project);
        new ParameterCheck(session, execution).check();
    }

    private static Xpp3Dom dom(String elements) throws Exception {
        return Xpp3DomBuilder.build(new StringReader("<configuration>" + elements + "</configuration>"));
    }
}
