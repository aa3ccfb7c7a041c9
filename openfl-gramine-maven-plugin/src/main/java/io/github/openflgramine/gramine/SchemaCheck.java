package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.NearestName;
import io.github.openflgramine.gramine.SchemaType.ArrayOf;
import io.github.openflgramine.gramine.SchemaType.MapOf;
import io.github.openflgramine.gramine.SchemaType.Scalar;
import io.github.openflgramine.gramine.SchemaType.StringOr;
import io.github.openflgramine.gramine.SchemaType.Table;
import io.github.openflgramine.gramine.SchemaType.Words;
import io.github.openflgramine.toml.TomlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Compares a manifest with what one version of Gramine accepts. */
final class SchemaCheck {

    private final Manifest manifest;
    private final GramineVersion version;

    private SchemaCheck(Manifest manifest, GramineVersion version) {
        this.manifest = manifest;
        this.version = version;
    }

    /**
     * Checks keys, types and allowed words.
     *
     * @throws GraminizeException at the first difference
     */
    static void check(Manifest manifest, GramineVersion version) {
        SchemaCheck check = new SchemaCheck(manifest, version);
        check.table(manifest.document(), ManifestSchema.of(version), List.of());
        MountCheck.check(manifest);
    }

    private void value(Object value, SchemaType type, List<Object> path) {
        if (type instanceof Table table && value instanceof Map<?, ?> map) {
            table(map, table, path);
        } else if (type instanceof StringOr either && value instanceof Map<?, ?> map) {
            table(map, either.table(), path);
        } else if (type instanceof MapOf free && value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> value(element, free.value(), append(path, (String) key)));
        } else if (type instanceof ArrayOf array && value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                value(list.get(i), array.element(), append(path, i));
            }
        } else if (!isScalar(value, type)) {
            throw wrongValue(value, type, path);
        }
    }

    private static boolean isScalar(Object value, SchemaType type) {
        if (type instanceof Scalar scalar) {
            return scalar.accepts(value);
        }
        return (type instanceof StringOr && value instanceof String)
                || (type instanceof Words words
                        && value instanceof String word
                        && words.words().contains(word));
    }

    private void table(Map<?, ?> table, Table schema, List<Object> path) {
        for (Map.Entry<?, ?> entry : table.entrySet()) {
            List<Object> here = append(path, (String) entry.getKey());
            SchemaType type = schema.keys().get(entry.getKey());
            if (type == null) {
                throw unknownKey(here, schema);
            }
            value(entry.getValue(), type, here);
        }
        for (String required : schema.required()) {
            if (!table.containsKey(required)) {
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

    private GraminizeException wrongValue(Object value, SchemaType type, List<Object> path) {
        String key = dotted(path);
        String problem = "%s is %s (%s); Gramine %s expects %s."
                .formatted(key, SchemaType.describe(value), manifest.at(path), version, type.expected());
        if (key.equals("loader.entrypoint") && value instanceof String uri) {
            return new GraminizeException(problem, "Write loader.entrypoint.uri = " + TomlText.scalar(uri) + ".");
        }
        if (key.equals("loader.entrypoint")
                && value instanceof Map<?, ?> table
                && table.get("uri") instanceof String uri) {
            return new GraminizeException(problem, "Write loader.entrypoint = " + TomlText.scalar(uri) + ".");
        }
        return new GraminizeException(problem, "Correct it there.");
    }

    private GraminizeException unknownKey(List<Object> path, Table schema) {
        String key = dotted(path);
        String where = manifest.at(path);
        Optional<String> remedy = RemovedKeys.remedy(key);
        if (remedy.isPresent()) {
            return new GraminizeException(
                    "%s (%s) is no longer accepted %s; this is Gramine %s."
                            .formatted(key, where, RemovedKeys.since(key), version),
                    remedy.get());
        }
        if (version.isBefore(GramineVersion.V1_9)) {
            Optional<GramineVersion> since = ManifestSchema.since(path);
            if (since.isPresent()) {
                return new GraminizeException(
                        "%s (%s) came with Gramine %s; this is Gramine %s.".formatted(key, where, since.get(), version),
                        "Remove it, or install a newer gramine in the image.");
            }
        }
        String last = (String) path.get(path.size() - 1);
        Optional<String> nearest = NearestName.of(last, schema.keys().keySet());
        return new GraminizeException(
                "Gramine %s does not know %s (%s).".formatted(version, key, where),
                nearest.map(meant -> "Was " + dotted(append(path.subList(0, path.size() - 1), meant)) + " meant?")
                        .orElseGet(() -> "Known there: "
                                + String.join(", ", schema.keys().keySet()) + "."));
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
