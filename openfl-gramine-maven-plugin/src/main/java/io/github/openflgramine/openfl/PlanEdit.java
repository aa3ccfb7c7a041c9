package io.github.openflgramine.openfl;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes one value into a YAML text and leaves every other character as it is: comments, anchors, aliases, merge keys
 * and order. The caller compares the values before and after, because an anchor can carry a change further.
 */
final class PlanEdit {

    private static final String STEP = "  ";
    private static final Pattern COLON = Pattern.compile("\\s*:");
    private static final Pattern ALIAS = Pattern.compile("[ \\t]*(\\*[^\\s,\\[\\]{}]+)");
    /** Anchor and tag of a node, which come before its value. */
    private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*(?:\\s+|$))*");

    private static final Pattern TAG = Pattern.compile("!\\S*\\s*");

    private final String text;
    private final MappingNode root;
    private final String newline;

    PlanEdit(String text, MappingNode root) {
        this.text = text;
        this.root = root;
        this.newline = text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Returns the text with this scalar at these keys; empty if the text has something else in its place. */
    Optional<String> with(String value, String... keys) {
        MappingNode mapping = root;
        for (int depth = 0; depth < keys.length; depth++) {
            Optional<NodeTuple> entry = PlanText.entry(mapping, keys[depth]);
            List<String> missing = Arrays.asList(keys).subList(entry.isEmpty() ? depth : depth + 1, keys.length);
            if (entry.isEmpty()) {
                return Optional.of(added(mapping, missing, value));
            }
            Node node = entry.get().getValueNode();
            if (node instanceof ScalarNode && missing.isEmpty()) {
                return replaced(entry.get(), " ", value);
            }
            if (node.getTag().equals(Tag.NULL)) {
                return isFlow(mapping)
                        ? replaced(entry.get(), " ", "{" + flow(missing, value) + "}")
                        : replaced(
                                entry.get(), "", newline + block(column(entry.get()) + STEP.length(), missing, value));
            }
            if (!(node instanceof MappingNode next)) {
                return Optional.empty();
            }
            mapping = next;
        }
        return Optional.empty();
    }

    /** Returns the text with another value of this entry, behind {@code gap} if there is nothing yet. */
    private Optional<String> replaced(NodeTuple entry, String gap, String value) {
        Matcher colon = COLON.matcher(text).region(end(entry.getKeyNode()), text.length());
        if (!colon.lookingAt()) {
            return Optional.empty();
        }
        Matcher alias = ALIAS.matcher(text).region(colon.end(), text.length());
        if (alias.lookingAt()) {
            return Optional.of(spliced(alias.start(1), alias.end(1), value));
        }
        int start = start(entry.getValueNode());
        int end = end(entry.getValueNode());
        if (start < colon.end() || start == end) {
            return Optional.of(spliced(colon.end(), colon.end(), gap + value));
        }
        Matcher properties = PROPERTIES.matcher(text).region(start, end);
        String kept = properties.lookingAt() ? TAG.matcher(properties.group()).replaceAll("") : "";
        return Optional.of(spliced(start, end, kept + value));
    }

    /** Returns the text with an entry more in this mapping: behind its last one, or else before its first. */
    private String added(MappingNode mapping, List<String> keys, String value) {
        if (isFlow(mapping)) {
            int behind = text.indexOf('{', start(mapping)) + 1;
            return spliced(
                    behind, behind, flow(keys, value) + (mapping.getValue().isEmpty() ? "" : ", "));
        }
        NodeTuple first = mapping.getValue().get(0);
        NodeTuple last = mapping.getValue().get(mapping.getValue().size() - 1);
        Optional<Integer> behind = lastCharacter(last);
        if (behind.isEmpty()) {
            int before = start(first.getKeyNode());
            return spliced(
                    before,
                    before,
                    block(column(first), keys, value).stripLeading() + newline + " ".repeat(column(first)));
        }
        int line = endOfLine(behind.get());
        return spliced(line, line, newline + block(column(first), keys, value));
    }

    /** Returns where the entry's text ends; empty after a block of text, whose end YAML does not mark. */
    private Optional<Integer> lastCharacter(NodeTuple entry) {
        Node value = entry.getValueNode();
        int key = end(entry.getKeyNode());
        if (start(value) < key || value.getTag().equals(Tag.NULL)) {
            return Optional.of(key);
        }
        if (value instanceof ScalarNode scalar) {
            return switch (scalar.getScalarStyle()) {
                case LITERAL, FOLDED -> Optional.empty();
                default -> Optional.of(end(scalar));
            };
        }
        if (value instanceof CollectionNode<?> collection && collection.getFlowStyle() == FlowStyle.FLOW) {
            return Optional.of(end(collection));
        }
        if (value instanceof MappingNode mapping) {
            return lastCharacter(mapping.getValue().get(mapping.getValue().size() - 1));
        }
        List<Node> elements = ((SequenceNode) value).getValue();
        return lastCharacter(new NodeTuple(entry.getKeyNode(), elements.get(elements.size() - 1)));
    }

    private static String flow(List<String> keys, String value) {
        return String.join(": {", keys) + ": " + value + "}".repeat(keys.size() - 1);
    }

    private String block(int column, List<String> keys, String value) {
        StringBuilder lines = new StringBuilder();
        String indent = " ".repeat(column);
        for (String key : keys) {
            lines.append(lines.isEmpty() ? "" : newline)
                    .append(indent)
                    .append(key)
                    .append(":");
            indent += STEP;
        }
        return lines + " " + value;
    }

    private boolean isFlow(MappingNode mapping) {
        return mapping.getFlowStyle() == FlowStyle.FLOW;
    }

    private static int column(NodeTuple entry) {
        return entry.getKeyNode().getStartMark().getColumn();
    }

    private int endOfLine(int index) {
        int end = text.indexOf('\n', index);
        if (end < 0) {
            return text.length();
        }
        return end > 0 && text.charAt(end - 1) == '\r' ? end - 1 : end;
    }

    private String spliced(int start, int end, String middle) {
        return text.substring(0, start) + middle + text.substring(end);
    }

    private int start(Node node) {
        return index(node.getStartMark());
    }

    private int end(Node node) {
        return index(node.getEndMark());
    }

    /** Marks count code points. */
    private int index(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }
}
