package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The text of {@code plan/cols.yaml}: YAML with a list of the certified collaborators. Read as OpenFL reads it, with
 * PyYAML's rules. Changes keep everything else: comments, other keys, anchors and aliases.
 */
public record CollaboratorRegister(String text) {

    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9._-]*");
    /** Words that PyYAML (YAML 1.1) reads as bool or null. */
    private static final Set<String> NOT_TEXT = Set.of("yes", "no", "on", "off", "true", "false", "null");

    /**
     * Returns the collaborators' names.
     *
     * @throws GraminizeException if the text is not YAML, or lists something that is not text to OpenFL
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (!(document() instanceof Map<?, ?> keys) || keys.get("collaborators") == null) {
            return List.of();
        }
        if (!(keys.get("collaborators") instanceof List<?> listed)) {
            throw new GraminizeException(
                    "plan/cols.yaml has collaborators that are not a list.",
                    "Write it as 'collaborators:' with a line '- NAME' for each.");
        }
        for (Object each : listed) {
            if (!(each instanceof String name)) {
                throw new GraminizeException(
                        "plan/cols.yaml lists " + described(each)
                                + ", which OpenFL does not read as text, so it never equals the name in a certificate.",
                        "Write each name in quotes, in a line '- NAME' of its own.");
            }
            names.add(name);
        }
        return List.copyOf(names);
    }

    /**
     * Returns a register with this name added at the end, or this register if the name is already in it.
     *
     * @throws GraminizeException if the text cannot be extended without changing something else
     */
    public CollaboratorRegister with(String name) {
        List<String> expected = new ArrayList<>(names());
        if (expected.contains(name)) {
            return this;
        }
        expected.add(name);
        CollaboratorRegister extended =
                new CollaboratorRegister(CollaboratorList.in(text).insert(quoted(name)));
        if (!extended.isYaml() || !extended.names().equals(expected)) {
            throw new GraminizeException(
                    "plan/cols.yaml has a form that cannot be extended safely.",
                    "Write it as 'collaborators:' with a line '- NAME' for each, then run the goal again.");
        }
        return extended;
    }

    private Object document() {
        try {
            Object document = PyYaml.create().load(text);
            return document == null ? Map.of() : document;
        } catch (YAMLException e) {
            throw new GraminizeException("plan/cols.yaml is not YAML: " + e.getMessage(), "Fix it by hand.", e);
        }
    }

    private boolean isYaml() {
        try {
            PyYaml.create().load(text);
            return true;
        } catch (YAMLException e) {
            return false;
        }
    }

    private static String described(Object value) {
        return value instanceof List || value instanceof Map ? "another list or a mapping" : String.valueOf(value);
    }

    private static String quoted(String name) {
        return PLAIN.matcher(name).matches() && !NOT_TEXT.contains(name) ? name : "'" + name + "'";
    }
}
