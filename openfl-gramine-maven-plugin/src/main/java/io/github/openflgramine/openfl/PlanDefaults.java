package io.github.openflgramine.openfl;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What an installed OpenFL uses where a plan is silent: the files that a section names with {@code defaults:}, and the
 * defaults of OpenFL's own code.
 */
public final class PlanDefaults {

    /** Where OpenFL looks for the files, relative to the packages of its installation. */
    public static final String DIRECTORY = "openfl-workspace/workspace";

    /** The version whose defaults this project has. */
    public static final String VERSION = "1.9";

    private static final Pattern PATH = Pattern.compile("[\\w./-]+");

    private static final PlanDefaults OPENFL = ofResource();

    /** The text of each file, by its path below {@link #DIRECTORY}. */
    private final Map<String, String> files;
    /** Settings by section. */
    private final Map<String, Map<?, ?>> code;

    private PlanDefaults(Map<String, String> files, Map<String, Map<?, ?>> code) {
        this.files = Map.copyOf(files);
        this.code = Map.copyOf(code);
    }

    /** Returns the defaults of OpenFL {@value #VERSION}. */
    public static PlanDefaults ofOpenfl() {
        return OPENFL;
    }

    /**
     * Returns the defaults of another installation of OpenFL.
     *
     * @param files the text of each file, by its path below {@link #DIRECTORY}
     */
    public static PlanDefaults ofInstallation(Map<String, String> files) {
        return new PlanDefaults(files, OPENFL.code);
    }

    /** Returns whether {@code defaults:} can name this: OpenFL would take any path, also one outside its own files. */
    static boolean isPath(String text) {
        return PATH.matcher(text).matches() && Path.of(text).normalize().startsWith("plan/defaults");
    }

    /** Returns the file's content, new at each call; empty if OpenFL has no such file, so that it uses nothing. */
    Optional<Map<Object, @Nullable Object>> file(String path) {
        String name = Path.of(path).normalize().toString();
        return Optional.ofNullable(files.get(name)).map(text -> parse(name, text));
    }

    /** Returns the value that OpenFL's code takes for a setting that is missing; null if it has none. */
    @Nullable
    Object ofCode(String section, String key) {
        return code.getOrDefault(section, Map.of()).get(key);
    }

    @SuppressWarnings("unchecked")
    private static Map<Object, @Nullable Object> parse(String path, String text) {
        try {
            return PyYaml.create().load(text) instanceof Map<?, ?> content
                    ? (Map<Object, @Nullable Object>) content
                    : new LinkedHashMap<>();
        } catch (YAMLException e) {
            throw new GraminizeException(
                    "The installed OpenFL's " + path + " is not YAML: " + e.getMessage() + ".",
                    "Install a released OpenFL: openfl.version=" + VERSION,
                    e);
        }
    }

    private static PlanDefaults ofResource() {
        String name = "defaults-" + VERSION + ".yaml";
        try (InputStream in = Objects.requireNonNull(PlanDefaults.class.getResourceAsStream(name), name)) {
            Map<?, ?> table = PyYaml.create().load(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Map<String, String> files = new LinkedHashMap<>();
            part(table, "files").forEach((path, content) -> files.put(path, PyYaml.dump(content)));
            return new PlanDefaults(files, part(table, "code"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Map<?, ?>> part(Map<?, ?> table, String name) {
        Map<String, Map<?, ?>> part = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(table.get(name), name))
                .forEach((key, content) -> part.put(key.toString(), (Map<?, ?>) content));
        return part;
    }
}
