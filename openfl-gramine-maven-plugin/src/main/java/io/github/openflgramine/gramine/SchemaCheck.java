package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.NearestName;
import io.github.openflgramine.toml.TomlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares a manifest with what one version of Gramine accepts ({@link ManifestKeys}, {@link KeyRules}). */
final class SchemaCheck {

    private final Manifest manifest;
    private final GramineVersion version;

    private SchemaCheck(Manifest manifest, GramineVersion version) {
        this.manifest = manifest;
        this.version = version;
    }

    /**
     * Checks keys, values, and which keys exclude or require each other.
     *
     * @throws GraminizeException at the first difference
     */
    static void check(Manifest manifest, GramineVersion version) {
        SchemaCheck check = new SchemaCheck(manifest, version);
        check.table(manifest.document(), KeyTree.of(version), List.of());
        KeyRules.ALL.forEach(rule -> rule.check().accept(manifest));
    }

    private void value(Object value, KeyTree node, List<Object> path) {
        if (value instanceof Map<?, ?> map && node.isTable()) {
            table(map, node, path);
            return;
        }
        boolean isArray = value instanceof List && node.element().isPresent();
        if (node.row().isPresent() ? !node.row().get().form().test().test(value) : !isArray) {
            throw wrongValue(value, node, path);
        }
        if (isArray) {
            elements((List<?>) value, node.element().orElseThrow(), path);
        }
    }

    private void elements(List<?> list, KeyTree node, List<Object> path) {
        for (int i = 0; i < list.size(); i++) {
            value(list.get(i), node, append(path, i));
        }
    }

    private void table(Map<?, ?> table, KeyTree node, List<Object> path) {
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            String key = (String) entry.getKey();
            List<Object> here = append(path, key);
            value(entry.getValue(), node.of(key).orElseThrow(() -> unknownKey(here, node)), here);
        }
        for (String required : node.required()) {
            if (!table.containsKey(required.split("\\.", -1)[0])) {
                throw new GraminizeException(
                        path.isEmpty()
                                ? "%s lacks %s, which Gramine %s requires."
                                        .formatted(manifest.name(), required, version)
                                : "%s lacks %s (%s), which Gramine %s requires."
                                        .formatted(dotted(path), required, manifest.at(path), version),
                        "Add it.");
            }
        }
    }

    private GraminizeException wrongValue(Object value, KeyTree node, List<Object> path) {
        Optional<ManifestKey> row = node.row();
        String shown = row.map(key -> key.form().describe(value)).orElseGet(() -> KeyForm.shown(value));
        return new GraminizeException(
                "%s is %s (%s); Gramine %s expects %s."
                        .formatted(dotted(path), shown, manifest.at(path), version, node.expected()),
                remedy(value, node, dotted(path)));
    }

    private static String remedy(Object value, KeyTree node, String key) {
        Optional<ManifestKey> row = node.row();
        String advice = row.map(there -> there.form().remedy().apply(value)).orElse("");
        if (advice.isEmpty() && key.equals("loader.entrypoint")) {
            advice = entrypoint(value);
        }
        String parameter = row.map(ManifestKey::parameter).orElse("");
        if (parameter.isEmpty()) {
            return advice.isEmpty() ? "Correct it there." : advice;
        }
        return (advice.isEmpty() ? "Correct it there" : advice.replaceFirst("\\.$", " there")) + ", or set " + parameter
                + ".";
    }

    /** The LibOS is a string up to Gramine 1.8 and a table since 1.8. */
    private static String entrypoint(Object value) {
        if (value instanceof String uri) {
            return "Write loader.entrypoint.uri = " + TomlText.scalar(uri) + ".";
        }
        return value instanceof Map<?, ?> table && table.get("uri") instanceof String uri
                ? "Write loader.entrypoint = " + TomlText.scalar(uri) + "."
                : "";
    }

    private GraminizeException unknownKey(List<Object> path, KeyTree parent) {
        String key = dotted(path);
        String where = manifest.at(path);
        String last = TomlText.key((String) path.get(path.size() - 1));
        String pattern = parent.pattern().isEmpty() ? last : parent.pattern() + "." + last;
        List<ManifestKey> rows = ManifestKeys.at(pattern);
        Optional<ManifestKey> removed = rows.stream()
                .filter(row -> row.until().filter(end -> !version.isBefore(end)).isPresent())
                .findFirst();
        if (removed.isPresent()) {
            return new GraminizeException(
                    "%s (%s) is no longer accepted since %s; this is Gramine %s."
                            .formatted(key, where, removed.get().until().orElseThrow(), version),
                    removed.get().instead());
        }
        if (!rows.isEmpty()) {
            return new GraminizeException(
                    "%s (%s) came with Gramine %s; this is Gramine %s."
                            .formatted(key, where, rows.get(0).since(), version),
                    "Remove it, or install a newer gramine in the image.");
        }
        return new GraminizeException(
                "Gramine %s does not know %s (%s).".formatted(version, key, where), meant(path, parent));
    }

    private static String meant(List<Object> path, KeyTree parent) {
        return NearestName.of((String) path.get(path.size() - 1), parent.names())
                .map(meant -> "Was " + dotted(append(path.subList(0, path.size() - 1), meant)) + " meant?")
                .orElseGet(() -> "Known there: " + String.join(", ", parent.names()) + ".");
    }

    /** Joins the keys only; the position shows which element of an array is meant. */
    private static String dotted(List<Object> path) {
        return path.stream()
                .filter(String.class::isInstance)
                .map(key -> TomlText.key((String) key))
                .collect(Collectors.joining("."));
    }

    private static List<Object> append(List<Object> path, Object key) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }
}
