package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.constructor.DuplicateKeyException;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The text of a user's YAML file, its values, and the position of each value for errors and edits. */
final class PlanText {

    private final Path file;
    private final String text;
    private final MappingNode root;

    private PlanText(Path file, String text, MappingNode root) {
        this.file = file;
        this.text = text;
        this.root = root;
    }

    static PlanText parse(Path file, String text) {
        try {
            Node root = PyYaml.create().compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                refuseCycle(file, mapping, new ArrayDeque<>());
                PlanText plan = new PlanText(file, text, mapping);
                plan.load();
                return plan;
            }
            throw new GraminizeException(
                    file + " is not a plan: expected sections such as aggregator: and network:.",
                    "Use the plan of an OpenFL 1.9 template as an example.");
        } catch (DuplicateKeyException e) {
            throw new GraminizeException(
                    file + line(e) + ": " + e.getProblem().replaceFirst("found duplicate key ", "")
                            + " occurs twice in the same section, expected once; OpenFL would use the last.",
                    "Remove one of the two.",
                    e);
        } catch (MarkedYAMLException e) {
            throw new GraminizeException(
                    file + line(e) + " is not YAML: " + e.getProblem() + ".",
                    "Correct that line; check indentation and quotation marks.",
                    e);
        } catch (YAMLException e) {
            throw new GraminizeException(file + " is not YAML: " + e.getMessage() + ".", "Correct the file.", e);
        }
    }

    /** Returns the values, new at each call. */
    Map<?, ?> load() {
        return PyYaml.create().load(text);
    }

    /** Returns the text with another plain value at these keys; missing keys are added. */
    String with(String value, String... keys) {
        return new PlanEdit(text, root).with(value, keys).orElseThrow(() -> {
            List<String> path = List.of(keys);
            return new GraminizeException(
                    file + " has no " + String.join(".", path) + " to write " + value + " to.",
                    "Add it below " + String.join(".", path.subList(0, path.size() - 1)) + ":  " + keys[keys.length - 1]
                            + ": " + value);
        });
    }

    /** Returns an error about the value at these keys, with its line. */
    GraminizeException wrong(String expected, String... keys) {
        Optional<Node> node = find(keys);
        String got = node.filter(ScalarNode.class::isInstance)
                .map(found -> " is " + shown(((ScalarNode) found).getValue()) + ",")
                .orElse(node.isPresent() ? " is of another kind," : " is missing,");
        return new GraminizeException(
                file + line(keys) + ": " + String.join(".", keys) + got + " expected " + expected + ".",
                "Correct the plan, then run plan-initialize and install again.");
    }

    /** Returns {@code " line N"} for the value at these keys, or an empty text if they are missing. */
    String line(String... keys) {
        return find(keys)
                .map(found -> " line " + (found.getStartMark().getLine() + 1))
                .orElse("");
    }

    /** Returns the entry with this key in the mapping itself. */
    static Optional<NodeTuple> entry(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .findFirst();
    }

    /** Returns the line of the last of these keys that the file has; empty if it has none. */
    String nearestLine(List<String> keys) {
        for (int length = keys.size(); length > 0; length--) {
            String key = keys.get(length - 1);
            Optional<Node> parent = find(keys.subList(0, length - 1).toArray(String[]::new));
            Optional<NodeTuple> entry =
                    parent.filter(MappingNode.class::isInstance).flatMap(mapping -> entry((MappingNode) mapping, key));
            if (entry.isPresent()) {
                return " line " + (entry.get().getKeyNode().getStartMark().getLine() + 1);
            }
        }
        return "";
    }

    private Optional<Node> find(String... keys) {
        Optional<Node> node = Optional.of(root);
        for (String key : keys) {
            node = node.flatMap(parent -> child(parent, key));
        }
        return node;
    }

    /** Returns a mapping's value, or that of the mappings which it merges ({@code <<}). */
    private static Optional<Node> child(Node node, String key) {
        if (node instanceof SequenceNode merged) {
            return merged.getValue().stream()
                    .flatMap(each -> child(each, key).stream())
                    .findFirst();
        }
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return entry(mapping, key)
                .map(NodeTuple::getValueNode)
                .or(() -> mapping.getValue().stream()
                        .filter(tuple -> tuple.getKeyNode().getTag().equals(Tag.MERGE))
                        .flatMap(tuple -> child(tuple.getValueNode(), key).stream())
                        .findFirst());
    }

    /** Returns the value, in quotes if white space at its ends or its emptiness would be invisible. */
    private static String shown(String value) {
        return value.isEmpty() || !value.equals(value.strip()) ? "'" + value + "'" : value;
    }

    private static String line(MarkedYAMLException e) {
        return e.getProblemMark() == null ? "" : " line " + (e.getProblemMark().getLine() + 1);
    }

    /** Refuses an alias inside the part that it stands for: such a plan has no end. */
    private static void refuseCycle(Path file, Node node, Deque<Node> parents) {
        if (parents.contains(node)) {
            throw new GraminizeException(
                    file + " line " + (node.getStartMark().getLine() + 1) + " is repeated inside itself by an alias.",
                    "Write the value in place of the alias.");
        }
        parents.push(node);
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                refuseCycle(file, tuple.getKeyNode(), parents);
                refuseCycle(file, tuple.getValueNode(), parents);
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> refuseCycle(file, each, parents));
        }
        parents.pop();
    }
}
