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

    /** Those whose empty value means none, so that a command line can take back what the POM sets. */
    private static final Set<String> MAY_BE_EMPTY = Set.of(
            "gramine.encryptedMounts",
            "gramine.environment",
            "gramine.pipOptions",
            "gramine.signatures",
            "gramine.signingKey",
            "gramine.wheelIndex",
            "gramine.wheelIndexPackages");

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
     * Checks all properties with this plugin's prefixes.
     *
     * @throws GraminizeException if no goal has one of them, or if one is empty that needs a value: often a variable of a
     * script that is not set
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
        List<String> empty = new ArrayList<>();
        empty(commandLine).forEach(name -> empty.add("-D" + name + " is empty."));
        empty(project).forEach(name -> empty.add("The property " + name + " in the POM is empty."));
        refuse(empty, "Give it a value or omit it.");
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

    private static void refuse(List<String> problems, String remedy) {
        if (!problems.isEmpty()) {
            throw new GraminizeException(String.join(" ", problems), remedy + " " + REFERENCE);
        }
    }

    private Collection<String> empty(Properties given) {
        Set<String> empty = new TreeSet<>(given.stringPropertyNames());
        empty.removeIf(name -> !properties.contains(name)
                || MAY_BE_EMPTY.contains(name)
                || !given.getProperty(name).isBlank());
        return empty;
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
