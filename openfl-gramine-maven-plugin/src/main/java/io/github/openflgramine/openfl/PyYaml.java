package io.github.openflgramine.openfl;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    static Yaml create() {
        LoaderOptions loading = new LoaderOptions();
        DumperOptions dumping = new DumperOptions();
        dumping.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        dumping.setAllowUnicode(false);
        return new Yaml(
                new SafeConstructor(loading), new PythonRepresenter(dumping), dumping, loading, new PythonResolver());
    }

    static String dump(Object value) {
        String dump = create().dump(sorted(value));
        // In double quotes PyYAML writes the digits of an escape in upper case.
        return ESCAPE.matcher(dump)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)
                        + escape.group(2).charAt(0)
                        + escape.group(2).substring(1).toUpperCase(Locale.ROOT)));
    }

    private static Object sorted(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> result = new TreeMap<>();
            map.forEach((key, each) -> result.put(String.valueOf(key), sortedOrNone(each)));
            return result;
        }
        return value instanceof List<?> list
                ? list.stream().map(PyYaml::sortedOrNone).toList()
                : value;
    }

    private static Object sortedOrNone(Object value) {
        return value == null ? None.NONE : sorted(value);
    }

    /** Python's {@code repr} of a float, with the {@code .0} that PyYAML puts before an exponent. */
    static String repr(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        BigDecimal shortest = shortest(value).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent >= -4 && exponent < 16) {
            String plain = shortest.abs().toPlainString();
            return sign + (plain.contains(".") ? plain : plain + ".0");
        }
        String fraction = digits.length() > 1 ? digits.substring(1) : "0";
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : "" + Math.abs(exponent);
        return sign + digits.charAt(0) + "." + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }

    // Double.toString gives the shortest digits only from JDK 19 on.
    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < 17; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits));
            if (rounded.doubleValue() == value) {
                return rounded;
            }
        }
        return exact.round(new MathContext(17));
    }

    /** Python's None, where values may not be null. */
    private enum None {
        NONE
    }

    private static final class PythonRepresenter extends Representer {

        PythonRepresenter(DumperOptions options) {
            super(options);
            representers.put(String.class, text -> text(String.valueOf(text)));
            representers.put(Double.class, number -> representScalar(Tag.FLOAT, repr((Double) number)));
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
