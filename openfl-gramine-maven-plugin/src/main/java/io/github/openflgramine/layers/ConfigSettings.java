package io.github.openflgramine.layers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings in an image's configuration that affect a container: OCI image specification 1.1, "Image JSON
 * Description", properties {@code config}, {@code architecture}, {@code os} and {@code variant}. Unknown properties of
 * {@code config} are included, because an engine may know them.
 */
final class ConfigSettings {

    private static final List<String> PLATFORM = List.of("architecture", "os", "variant");
    private static final String VARIABLES = "Env";

    private ConfigSettings() {}

    static SortedMap<String, String> of(JsonNode configuration) {
        SortedMap<String, String> settings = new TreeMap<>();
        PLATFORM.forEach(name -> put(settings, name, configuration.path(name)));
        configuration.path("config").forEachEntry((name, value) -> {
            if (name.equals(VARIABLES) && value.isArray()) {
                value.forEach(variable -> putVariable(settings, variable.asText()));
            } else if (value.isObject()) {
                // A port or a volume has an empty object as its value, and counts by its name.
                value.forEachEntry((inner, text) -> settings.put(name + "." + inner, text(text)));
            } else {
                put(settings, name, value);
            }
        });
        return settings;
    }

    private static void putVariable(SortedMap<String, String> settings, String variable) {
        int equals = variable.indexOf('=');
        String name = VARIABLES + "." + (equals < 0 ? variable : variable.substring(0, equals));
        settings.merge(name, variable.substring(equals + 1), (first, second) -> first + " and " + second);
    }

    /** Puts a value unless it is the default, which some builders write and others omit. */
    private static void put(SortedMap<String, String> settings, String name, JsonNode value) {
        boolean isDefault = value.isMissingNode()
                || value.isNull()
                || (value.isTextual() && value.textValue().isEmpty())
                || (value.isBoolean() && !value.booleanValue())
                || (value.isContainerNode() && value.isEmpty());
        if (!isDefault) {
            settings.put(name, text(value));
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
