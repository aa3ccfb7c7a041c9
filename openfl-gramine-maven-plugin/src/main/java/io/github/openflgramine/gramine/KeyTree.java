package io.github.openflgramine.gramine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@link ManifestKeys} that one version of Gramine accepts, as a tree of tables and arrays. */
final class KeyTree {

    private static final String ANY = "*";
    private static final String ELEMENT = "[]";

    private final String pattern;
    private final Map<String, KeyTree> children = new LinkedHashMap<>();
    private @Nullable KeyTree element;
    private @Nullable ManifestKey row;
    private boolean required;

    private KeyTree(String pattern) {
        this.pattern = pattern;
    }

    static KeyTree of(GramineVersion version) {
        KeyTree root = new KeyTree("");
        for (ManifestKey key : ManifestKeys.ROWS) {
            if (key.isIn(version)) {
                root.add(key, version);
            }
        }
        return root;
    }

    private void add(ManifestKey key, GramineVersion version) {
        boolean isRequired = key.isRequiredIn(version);
        List<KeyTree> way = new ArrayList<>();
        KeyTree here = this;
        for (String step : key.pattern().split("\\.", -1)) {
            boolean isArray = step.endsWith(ELEMENT);
            here = here.child(isArray ? step.substring(0, step.length() - ELEMENT.length()) : step);
            way.add(here);
            if (isArray) {
                here = here.elements();
                way.clear();
            }
        }
        here.row = key;
        if (isRequired) {
            way.forEach(node -> node.required = true);
        }
    }

    private KeyTree child(String name) {
        return children.computeIfAbsent(name, key -> new KeyTree(pattern.isEmpty() ? key : pattern + "." + key));
    }

    private KeyTree elements() {
        KeyTree there = element == null ? new KeyTree(pattern + ELEMENT) : element;
        element = there;
        return there;
    }

    /** Returns the key's pattern, as in the table. */
    String pattern() {
        return pattern;
    }

    boolean isTable() {
        return !children.isEmpty();
    }

    /** Returns the node of a key in this table; empty if the table cannot have it. */
    Optional<KeyTree> of(String key) {
        return Optional.ofNullable(children.getOrDefault(key, children.get(ANY)));
    }

    /** Returns the names that this table can have; empty if it can have any. */
    Collection<String> names() {
        return children.keySet();
    }

    /** Returns the node of the elements, if this is an array with a form of elements. */
    Optional<KeyTree> element() {
        return Optional.ofNullable(element);
    }

    Optional<ManifestKey> row() {
        return Optional.ofNullable(row);
    }

    /** Returns the keys that a table has to have, each with the keys below it that are also required. */
    List<String> required() {
        return children.entrySet().stream()
                .filter(child -> child.getValue().required)
                .map(child -> child.getKey() + child.getValue().requiredBelow())
                .toList();
    }

    private String requiredBelow() {
        return required().stream().findFirst().map(name -> "." + name).orElse("");
    }

    /** Returns what is expected here, for messages. */
    String expected() {
        List<String> forms = new ArrayList<>();
        row().ifPresent(key -> forms.add(key.form().expected()));
        if (forms.isEmpty() && element != null) {
            forms.add(KeyForm.ARRAY.expected());
        }
        if (isTable()) {
            forms.add("a table");
        }
        return String.join(", or ", forms);
    }
}
