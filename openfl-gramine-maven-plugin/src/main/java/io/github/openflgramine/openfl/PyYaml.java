package io.github.openflgramine.openfl;

import io.github.openflgramine.python.PythonFloat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * YAML as PyYAML reads and writes it. OpenFL's plan hash is computed from {@code yaml.dump}: sorted keys, block style,
 * lines folded at 80, floats as Python's {@code repr}. snakeyaml is a port of PyYAML; this class covers the
 * differences.
 */
final class PyYaml {

    private static final Pattern ESCAPE = Pattern.compile(
            "((?<!\\\\)(?:\\\\\\\\)*\\\\(?=x|u|U))(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})(?=[^\\n]*\")");

    private PyYaml() {}

    /** Returns a loader and dumper. A key that a mapping has twice is an error; PyYAML would silently use the last. */
    static Yaml create() {
        LoaderOptions loading = new LoaderOptions();
        loading.setAllowDuplicateKeys(false);
        DumperOptions dumping = new DumperOptions();
        dumping.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumping.setAllowUnicode(false);
        return new Yaml(
                new SafeConstructor(loading), new PythonRepresenter(dumping), dumping, loading, new PythonResolver());
    }

    /** Returns {@code yaml.dump(value)}: an object that occurs twice has an anchor and an alias, as in PyYAML. */
    static String dump(Object value) {
        String dump = create().dump(new Sorting().of(value));
        // In double quotes PyYAML writes the digits of an escape in upper case.
        return ESCAPE.matcher(dump)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)
                        + escape.group(2).charAt(0)
                        + escape.group(2).substring(1).toUpperCase(Locale.ROOT)));
    }

    /** Returns a value in the form in which it is written behind a key: text that would be read as another type has quotes. */
    static String scalar(Object value) {
        String plain = value.toString();
        return value instanceof String && !(create().load(plain) instanceof String) ? "'" + plain + "'" : plain;
    }

    /** Copies documents with their keys in Python's order. A part that occurs twice stays one object. */
    private static final class Sorting {

        private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

        Object of(@Nullable Object value) {
            if (value == null) {
                return None.NONE;
            }
            Object copy = copies.get(value);
            if (copy != null) {
                return copy;
            }
            if (value instanceof Map<?, ?> map) {
                Map<Object, Object> sorted = new LinkedHashMap<>();
                copies.put(map, sorted);
                inOrder(map).forEach(key -> sorted.put(of(key), of(map.get(key))));
                return sorted;
            }
            if (value instanceof List<?> list) {
                List<Object> elements = new ArrayList<>();
                copies.put(list, elements);
                list.forEach(element -> elements.add(of(element)));
                return elements;
            }
            return value;
        }

        /** Python compares texts by code points. PyYAML leaves keys unsorted that Python cannot compare. */
        private static List<Object> inOrder(Map<?, ?> map) {
            List<Object> keys = new ArrayList<>(map.keySet());
            if (keys.stream().allMatch(String.class::isInstance)) {
                keys.sort(
                        Comparator.comparing(key -> ((String) key).codePoints().toArray(), Arrays::compare));
            } else if (keys.stream().allMatch(Number.class::isInstance)) {
                keys.sort(Comparator.comparingDouble(key -> ((Number) key).doubleValue()));
            }
            return keys;
        }
    }

    /** Returns the text of a float. It has a point before an exponent, without which PyYAML would read it as text. */
    private static String text(double value) {
        if (Double.isFinite(value)) {
            String text = PythonFloat.repr(value);
            return text.contains(".") ? text : text.replace("e", ".0e");
        }
        return PythonFloat.repr(value).replaceFirst("inf|nan", ".$0");
    }

    /** Python's None, in collections that do not accept null. */
    private enum None {
        NONE
    }

    private static final class PythonRepresenter extends Representer {

        PythonRepresenter(DumperOptions options) {
            super(options);
            representers.put(String.class, text -> text(String.valueOf(text)));
            representers.put(Double.class, number -> representScalar(Tag.FLOAT, PyYaml.text((Double) number)));
            representers.put(None.class, none -> representScalar(Tag.NULL, "null"));
        }

        private Node text(String text) {
            boolean lines = text.indexOf('\n') >= 0;
            return representScalar(
                    Tag.STR, text, lines ? DumperOptions.ScalarStyle.SINGLE_QUOTED : DumperOptions.ScalarStyle.PLAIN);
        }
    }

    /** PyYAML reads {@code 1e-3} as text, because its floats need a point, and a sign in the exponent. */
    private static final class PythonResolver extends Resolver {

        private static final Pattern FLOAT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?"
                + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
                + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*"
                + "|[-+]?\\.(inf|Inf|INF)"
                + "|\\.(nan|NaN|NAN)");

        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
            addImplicitResolver(Tag.INT, INT, "-+0123456789");
            addImplicitResolver(Tag.FLOAT, FLOAT, "-+0123456789.");
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
            addImplicitResolver(Tag.TIMESTAMP, TIMESTAMP, "0123456789");
        }
    }
}
