package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The text of a user's YAML file and the position of each value, for errors and for edits that keep the rest of the
 * text.
 */
final class PlanText {

    private final Path file;
    private final String text;
    private final MappingNode root;
    private final Map<?, ?> values;

    private PlanText(Path file, String text, MappingNode root, Map<?, ?> values) {
        this.file = file;
        this.text = text;
        this.root = root;
        this.values = values;
    }

    static PlanText parse(Path file, String text) {
        try {
            Node root = PyYaml.create().compose(new StringReader(text));
            if (root instanceof MappingNode mapping && PyYaml.create().load(text) instanceof Map<?, ?> values) {
                return new PlanText(file, text, mapping, values);
            }
            throw new GraminizeException(
                    file + " is not a plan: expected sections such as aggregator: and network:.",
                    "Use the plan of an OpenFL 1.9 template as an example.");
        } catch (MarkedYAMLException e) {
            String where = e.getProblemMark() == null
                    ? ""
                    : " line " + (e.getProblemMark().getLine() + 1);
            throw new GraminizeException(
                    file + where + " is not YAML: " + e.getProblem() + ".",
                    "Correct that line; check indentation and quotation marks.",
                    e);
        } catch (YAMLException e) {
            throw new GraminizeException(file + " is not YAML: " + e.getMessage() + ".", "Correct the file.", e);
        }
    }

    Map<?, ?> values() {
        return values;
    }

    /** Returns the value at these keys. As in PyYAML, the last one counts if a key is repeated. */
    Optional<Node> find(String... keys) {
        Node node = root;
        for (String key : keys) {
            Optional<Node> child = node instanceof MappingNode mapping ? child(mapping, key) : Optional.empty();
            if (child.isEmpty()) {
                return Optional.empty();
            }
            node = child.get();
        }
        return Optional.of(node);
    }

    /** Returns the text of the scalar at these keys; empty if there is no value. */
    Optional<String> scalar(String... keys) {
        return find(keys).map(node -> {
            if (node instanceof ScalarNode scalar) {
                return scalar.getValue();
            }
            throw wrong("a single value", keys);
        });
    }

    /** Returns the text with another plain value at these keys. */
    String with(String value, String... keys) {
        if (!(find(keys).orElse(null) instanceof ScalarNode scalar)) {
            throw new GraminizeException(
                    file + " has no " + String.join(".", keys) + " to write " + value + " to.",
                    "Add it below " + String.join(".", List.of(keys).subList(0, keys.length - 1)) + ":  "
                            + keys[keys.length - 1] + ": auto");
        }
        int start = text.offsetByCodePoints(0, scalar.getStartMark().getIndex());
        int end = text.offsetByCodePoints(0, scalar.getEndMark().getIndex());
        return text.substring(0, start) + value + text.substring(end);
    }

    GraminizeException wrong(String expected, String... keys) {
        Optional<Node> node = find(keys);
        String line = node.map(found -> " line " + (found.getStartMark().getLine() + 1))
                .orElse("");
        String got = node.filter(ScalarNode.class::isInstance)
                .map(found -> " is " + ((ScalarNode) found).getValue() + ",")
                .orElse(node.isPresent() ? " is of another kind," : " is missing,");
        return new GraminizeException(
                file + line + ": " + String.join(".", keys) + got + " expected " + expected + ".",
                "Correct the plan, then run plan-initialize and install again.");
    }

    private static Optional<Node> child(MappingNode mapping, String key) {
        return mapping.getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode name
                        && name.getValue().equals(key))
                .reduce((first, second) -> second)
                .map(NodeTuple::getValueNode);
    }
}
