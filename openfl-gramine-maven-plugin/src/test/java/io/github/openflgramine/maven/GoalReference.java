package io.github.openflgramine.maven;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Renders a page about every goal, from the descriptor that Maven itself reads (plugin.xml). */
final class GoalReference {

    private static final String HEAD = """
            # Goals and parameters

            Made from the plugin's descriptor by `GoalReferenceTest`; to update it:
            `mvn -pl openfl-gramine-maven-plugin -am test -Dtest=GoalReferenceTest -Dopenfl-gramine.update=true`

            Run a goal with `mvn openfl-gramine:GOAL`. Set a parameter by its name in the POM's `<configuration>` or, if it has a property,
            with `-DPROPERTY=VALUE` on the command line or in the POM's `<properties>`. Names that no goal has are refused, and booleans
            are `true` or `false`. A goal with a phase runs in packaging `openfl-workspace` by default.

            """;

    private GoalReference() {}

    static String of(Path descriptor) throws Exception {
        List<Element> goals = children(child(root(descriptor), "mojos").orElseThrow());
        Map<String, Element> byName =
                goals.stream().collect(Collectors.toMap(goal -> text(goal, "goal"), goal -> goal));
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| goals | |\n|---|---|\n");
        for (GoalGroup group : GoalGroup.values()) {
            String links =
                    group.goals().stream().map("[%1$s](#%1$s)"::formatted).collect(Collectors.joining(", "));
            page.append("| [%s](#%s) | %s |\n".formatted(group.title(), anchor(group.title()), links));
        }
        for (GoalGroup group : GoalGroup.values()) {
            page.append("\n## %s\n\n%s\n".formatted(group.title(), group.sentence()));
            for (String goal : group.goals()) {
                page.append('\n').append(section(Objects.requireNonNull(byName.get(goal), goal)));
            }
        }
        return page.toString();
    }

    /** Returns the names of the goals in a descriptor. */
    static List<String> goals(Path descriptor) throws Exception {
        return children(child(root(descriptor), "mojos").orElseThrow()).stream()
                .map(goal -> text(goal, "goal"))
                .toList();
    }

    private static Element root(Path descriptor) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(descriptor.toFile())
                .getDocumentElement();
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String section(Element goal) {
        StringBuilder section = new StringBuilder("### %s\n\n".formatted(text(goal, "goal")));
        if (!text(goal, "phase").isEmpty()) {
            section.append("Phase `%s`. ".formatted(text(goal, "phase")));
        }
        section.append(prose(goal)).append('\n');
        List<String> rows = new ArrayList<>();
        for (Element parameter : children(child(goal, "parameters").orElseThrow())) {
            if (text(parameter, "editable").equals("true")) {
                rows.add(row(goal, parameter));
            }
        }
        if (!rows.isEmpty()) {
            section.append("\n| parameter | property | type | default | meaning |\n|---|---|---|---|---|\n");
            rows.forEach(section::append);
        }
        return section.toString();
    }

    private static String row(Element goal, Element parameter) {
        String name = text(parameter, "name");
        String alias = text(parameter, "alias");
        Optional<Element> configuration = child(goal, "configuration").flatMap(all -> child(all, name));
        String property = configuration.map(Element::getTextContent).orElse("").replaceAll("^\\$\\{(.*)}$", "$1");
        String preset =
                configuration.map(value -> value.getAttribute("default-value")).orElse("");
        String required = text(parameter, "required").equals("true") && preset.isEmpty() ? " Required." : "";
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        alias.isEmpty() ? code(name) : code(name) + " or " + code(alias),
                        code(property),
                        type(parameter),
                        code(preset),
                        prose(parameter) + required);
    }

    private static String type(Element parameter) {
        String type = text(parameter, "type");
        return type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String prose(Element described) {
        return text(described, "description")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String text(Element parent, String name) {
        return child(parent, name).map(Node::getTextContent).orElse("").strip();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children.stream().collect(Collectors.toUnmodifiableList());
    }
}
