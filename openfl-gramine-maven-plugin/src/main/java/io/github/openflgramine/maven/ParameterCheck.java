package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.ConfigurationContainer;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.component.configurator.expression.ExpressionEvaluationException;
import org.codehaus.plexus.util.xml.Xpp3Dom;
import org.jspecify.annotations.Nullable;

/**
 * Refuses values that Maven accepts silently: unknown names with this plugin's prefixes, empty values of those that need one, and
 * booleans other than {@code true} and {@code false}, which Maven would treat as false.
 */
record ParameterCheck(MavenSession session, MojoExecution execution) {

    private static final Set<String> BOOLEANS = Set.of("true", "false");

    /**
     * Checks the user's parameters.
     *
     * @throws GraminizeException if one is refused
     */
    void check() {
        MavenProject project = session.getCurrentProject();
        KnownParameters known = KnownParameters.of(execution.getMojoDescriptor().getPluginDescriptor());
        known.checkProperties(session.getUserProperties(), project.getProperties());
        configurations(project).forEach(known::checkElements);
        execution.getMojoDescriptor().getParameters().stream()
                .filter(parameter -> parameter.getType().equals("boolean"))
                .forEach(this::checkBoolean);
    }

    /** Returns this plugin's {@code <configuration>} elements in the POM: those of the plugin and of its executions. */
    private Stream<Xpp3Dom> configurations(MavenProject project) {
        Plugin plugin = project.getPlugin(Plugin.constructKey(execution.getGroupId(), execution.getArtifactId()));
        return plugin == null
                ? Stream.of()
                : Stream.concat(Stream.of(plugin), plugin.getExecutions().stream())
                        .map(ConfigurationContainer::getConfiguration)
                        .filter(Objects::nonNull)
                        .map(Xpp3Dom.class::cast);
    }

    private void checkBoolean(Parameter parameter) {
        String value = String.valueOf(value(parameter));
        if (!BOOLEANS.contains(value)) {
            throw new GraminizeException(
                    "<%s>%s is %s; expected true or false."
                            .formatted(
                                    parameter.getName(),
                                    KnownParameters.property(parameter)
                                            .map(property -> " (" + property + ")")
                                            .orElse(""),
                                    value),
                    "Correct it, or omit it for " + parameter.getDefaultValue() + ".");
        }
    }

    /** Returns a parameter's value from the POM or, if the POM has none, from the property. */
    private Object value(Parameter parameter) {
        return Optional.ofNullable(execution.getConfiguration().getChild(parameter.getName()))
                .map(Xpp3Dom::getValue)
                .map(this::evaluate)
                .orElseGet(parameter::getDefaultValue);
    }

    private @Nullable Object evaluate(String expression) {
        try {
            return new PluginParameterExpressionEvaluator(session, execution).evaluate(expression);
        } catch (ExpressionEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }
}
