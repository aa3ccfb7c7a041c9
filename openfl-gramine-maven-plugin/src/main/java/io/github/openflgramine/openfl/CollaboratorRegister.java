package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The text of {@code plan/cols.yaml}: YAML with a list of the certified collaborators. Changes keep the comments. */
public record CollaboratorRegister(String text) {

    private static final Pattern KEY = Pattern.compile("(?m)^collaborators[ \\t]*:[ \\t]*(#.*)?$");
    private static final Pattern ITEMS = Pattern.compile("(?:\\R(?:[ \\t]*#.*|[ \\t]*))*\\R([ \\t]*)-[ \\t].*");
    private static final Pattern FLOW = Pattern.compile("(?m)^(collaborators[ \\t]*:[ \\t]*\\[)([^\\]#]*)(\\].*)$");
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9._-]*");
    /** Words that PyYAML (YAML 1.1) reads as bool or null. */
    private static final Set<String> NOT_TEXT = Set.of("yes", "no", "on", "off", "true", "false", "null");

    /**
     * Returns the collaborators' names.
     *
     * @throws GraminizeException if the text is not YAML
     */
    public List<String> names() {
        try {
            Object document = PyYaml.create().load(text);
            if (document instanceof Map<?, ?> map && map.get("collaborators") instanceof List<?> names) {
                return names.stream().map(String::valueOf).toList();
            }
            return List.of();
        } catch (YAMLException e) {
            String problem = e instanceof MarkedYAMLException marked ? marked.getProblem() : e.getMessage();
            throw new GraminizeException("plan/cols.yaml is not YAML: " + problem + ".", "Fix it by hand.", e);
        }
    }

    /** Returns a register with this name added at the end, or this register if the name is already in it. */
    public CollaboratorRegister with(String name) {
        List<String> expected = new ArrayList<>(names());
        if (expected.contains(name)) {
            return this;
        }
        expected.add(name);
        CollaboratorRegister extended = new CollaboratorRegister(insert(quoted(name)));
        if (!extended.has(expected)) {
            throw new GraminizeException(
                    "plan/cols.yaml has a form that cannot be extended safely.",
                    "Write it as 'collaborators:' with a line '- NAME' for each, without alias, then run the goal again.");
        }
        return extended;
    }

    private boolean has(List<String> expected) {
        try {
            return names().equals(expected);
        } catch (GraminizeException e) {
            return false;
        }
    }

    private String insert(String name) {
        Matcher flow = FLOW.matcher(text);
        if (flow.find()) {
            String before = flow.group(2).strip();
            return flow.replaceFirst(Matcher.quoteReplacement(
                    flow.group(1) + (before.isEmpty() ? "" : before + ", ") + name + flow.group(3)));
        }
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + "collaborators:\n- " + name + "\n";
        }
        int end = key.end();
        String indent = "";
        Matcher items = ITEMS.matcher(text);
        while (items.region(end, text.length()).lookingAt()) {
            end = items.end();
            indent = items.group(1);
        }
        return text.substring(0, end) + "\n" + indent + "- " + name + text.substring(end)
                + (end == text.length() ? "\n" : "");
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !NOT_TEXT.contains(name) ? name : "'" + name + "'";
    }
}
