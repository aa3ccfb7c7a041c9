package io.github.openflgramine.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes YAML that readers of YAML 1.1 and of 1.2 read alike. */
final class YamlText {

    private static final YAMLMapper QUOTED = YAMLMapper.builder()
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
            .build();

    private static final YAMLMapper PLAIN = QUOTED.copy();

    static {
        PLAIN.enable(YAMLGenerator.Feature.MINIMIZE_QUOTES);
        PLAIN.enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS);
    }

    private static final Pattern KEY = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z_./-]*");

    /** A text with other characters is quoted, because readers disagree about ends of lines. */
    private static final Pattern SAFE = Pattern.compile("[\\P{C}\\n&&[^\\p{Zl}\\p{Zp}]]*");

    /** Texts that YAML 1.1 takes for a merge key, a default value, a number to base 60 or a date. */
    private static final Pattern TYPED = Pattern.compile("<<|=|[-+]?[0-9][-+0-9_:.,eE]*|[0-9]{4}-[0-9].*");

    private static final String START = "---\n";

    private YamlText() {}

    /** Returns a document of maps, lists, strings, numbers and truth values, with the line that begins it. */
    static String document(Map<?, ?> document) {
        try {
            return (isSafe(document) ? PLAIN : QUOTED).writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and strings are written without fail", e);
        }
    }

    private static boolean isSafe(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(YamlText::requireKey);
            return map.values().stream().allMatch(YamlText::isSafe);
        }
        if (value instanceof List<?> list) {
            return list.stream().allMatch(YamlText::isSafe);
        }
        return !(value instanceof String text)
                || (SAFE.matcher(text).matches() && !TYPED.matcher(text).matches());
    }

    private static void requireKey(Object key) {
        if (!KEY.matcher(key.toString()).matches()) {
            throw new IllegalArgumentException("not a key of YAML: " + key);
        }
    }

    /** Returns the only document of a file. */
    static String file(Map<?, ?> document) {
        return document(document).substring(START.length());
    }

    /**
     * Returns what Compose (Compose Specification, "Interpolation") and Kubernetes (API, Container, "args") read as this
     * text. A dollar begins a variable for both, and two of them stand for one.
     */
    static String withoutVariables(String text) {
        return text.replace("$", "$$");
    }
}
