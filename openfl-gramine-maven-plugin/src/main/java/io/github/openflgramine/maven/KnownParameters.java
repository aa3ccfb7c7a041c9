package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * The names of all parameters of this plugin's goals. Maven ignores a name that no goal has, so a misspelt one would have no
 * effect and nobody would notice.
 *
 * @param properties for the command line and the POM's properties, for example {@code gramine.enclaveSize}
 * @param elements for the POM's {@code <configuration>}, for example {@code enclaveSize}
 */
record KnownParameters(Set<String> properties, Set<String> elements) {

    private static final List<String> PREFIXES = List.of("openfl.", "gramine.");
    private static final String REFERENCE = "docs/goals.md lists all parameters and their properties.";

    static KnownParameters of(PluginDescriptor plugin) {
        Set<String> properties = new TreeSet<>();
        Set<String> elements = new TreeSet<>();
        for (MojoDescriptor goal : plugin.getMojos()) {
            for (Parameter parameter : goal.getParameters()) {
                elements.add(parameter.getName());
                Optional.ofNullable(parameter.getAlias()).ifPresent(elements::add);
                property(parameter).filter(KnownParameters::isOurs).ifPresent(properties::add);
            }
        }
        return new KnownParameters(properties, elements);
    }

    /** Returns whether a property has one of this plugin's prefixes, {@code openfl.} and {@code gramine.}. */
    static boolean isOurs(String property) {
        return PREFIXES.stream().anyMatch(property::startsWith);
    }

    /**
     * Returns the property of a parameter from the expression {@code ${NAME}} in its descriptor. Read-only parameters
     * have expressions, too.
     */
    static Optional<String> property(Parameter parameter) {
        return Optional.ofNullable(parameter.getExpression())
                .filter(expression -> expression.startsWith("${") && expression.endsWith("}"))
                .map(expression -> expression.substring(2, expression.length() - 1));
    }

    /**
     * Checks the names of all properties.
     *
     * @throws GraminizeException if one of them has this plugin's prefix but no goal has it
     */
    void checkProperties(Properties commandLine, Properties project) {
        List<String> unknown = new ArrayList<>();
        unknown(commandLine, properties::contains)
                .forEach(name -> unknown.add("-D" + name + " is unknown" + nearest(name) + "."));
        unknown(project, name -> properties.contains(name) || Handover.isOne(name) || commandLine.containsKey(name))
                .forEach(name -> unknown.add("The property " + name + " in the POM is unknown" + nearest(name) + "."));
        refuse(
                unknown,
                "Correct or remove it; properties with the prefixes openfl. and gramine. belong to this plugin.");
    }

    /**
     * Checks the elements of this plugin's {@code <configuration>}.
     *
     * @throws GraminizeException if no goal has one of them
     */
    void checkElements(Xpp3Dom configuration) {
        List<String> unknown = new ArrayList<>();
        for (Xpp3Dom element : configuration.getChildren()) {
            String name = element.getName();
            if (!elements.contains(name)) {
                unknown.add("<" + name + "> in openfl-gramine-maven-plugin's <configuration> is unknown"
                        + NearestName.of(name, elements)
                                .map(meant -> "; the nearest is <" + meant + ">")
                                .orElse("")
                        + ".");
            }
        }
        refuse(unknown, "Correct or remove it.");
    }

    private static void refuse(List<String> unknown, String remedy) {
        if (!unknown.isEmpty()) {
            throw new GraminizeException(String.join(" ", unknown), remedy + " " + REFERENCE);
        }
    }

    private static Collection<String> unknown(Properties given, Predicate<String> known) {
        Set<String> unknown = new TreeSet<>(given.stringPropertyNames());
        unknown.removeIf(name -> !isOurs(name) || known.test(name));
        return unknown;
    }

    /**
     * Returns the nearest name. Only the part after the prefix is compared, so a name with the other prefix is found,
     * too.
     */
    private String nearest(String name) {
        List<String> candidates = properties.stream()
                .sorted(Comparator.comparing(candidate -> !prefix(candidate).equals(prefix(name))))
                .toList();
        List<String> suffixes = candidates.stream().map(KnownParameters::suffix).toList();
        return NearestName.of(suffix(name), suffixes)
                .map(meant -> "; the nearest is " + candidates.get(suffixes.indexOf(meant)))
                .orElse("");
    }

    private static String prefix(String property) {
        return property.substring(0, property.indexOf('.'));
    }

    private static String suffix(String property) {
        return property.substring(property.indexOf('.') + 1);
    }
}
