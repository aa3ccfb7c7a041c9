package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.toml.MeaningfulLines;
import io.github.openflgramine.toml.TomlTree;
import io.github.openflgramine.toml.TomlWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlVersion;

/**
 * A Gramine manifest: a TOML document that keeps the order of its keys, so that the signed manifest has the same bytes
 * as the one from Gramine's tools. {@link EnclaveSettings} and {@link TrustedFiles} interpret its keys.
 */
public final class Manifest {

    private static final int ERRORS_SHOWN = 3;
    private static final TomlParseOptions TOML = TomlParseOptions.sourceless().withVersion(TomlVersion.V1_0_0);

    /** Enough for 50,000 trusted files. The parser keeps some kilobytes for each invalid line. */
    private static final int MOST_LINES = 200_000;

    private static final int MOST_CHARACTERS = 16 << 20;

    private final String name;
    private final MeaningfulLines lines;
    private final TomlParseResult source;
    private final Map<String, Object> document;

    private Manifest(String name, MeaningfulLines lines, TomlParseResult source, Map<String, Object> document) {
        this.name = name;
        this.lines = lines;
        this.source = source;
        this.document = Collections.unmodifiableMap(document);
    }

    /**
     * Parses TOML 1.0.
     *
     * @param name the manifest's name in messages, usually its file
     * @throws GraminizeException with line and column, if the text is not valid TOML, or is a template
     */
    public static Manifest parse(String text, String name) {
        MeaningfulLines lines = MeaningfulLines.of(text);
        requireBounded(lines, name);
        TomlParseResult source = Toml.parse(lines.text(), TOML);
        if (source.hasErrors()) {
            TemplateMarks.in(name, wrongLines(source, lines)).ifPresent(template -> {
                throw template;
            });
            throw new GraminizeException(
                    name + " is not TOML: "
                            + source.errors().stream()
                                    .limit(ERRORS_SHOWN)
                                    .map(error -> describe(error, lines))
                                    .collect(Collectors.joining("; "))
                            + ".",
                    "Correct it there.",
                    source.errors().get(0));
        }
        Manifest manifest = new Manifest(name, lines, source, TomlTree.of(source, lines));
        TemplateMarks.requireRendered(manifest);
        return manifest;
    }

    private static void requireBounded(MeaningfulLines lines, String name) {
        if (lines.count() > MOST_LINES || lines.length() > MOST_CHARACTERS) {
            throw new GraminizeException(
                    "%s has %d characters in %d lines; expected at most %d in %d."
                            .formatted(name, lines.length(), lines.count(), MOST_CHARACTERS, MOST_LINES),
                    "Give a manifest. Gramine cannot start with this many trusted files.");
        }
    }

    /** Includes the line itself, because the text may come from a template and be in no file. */
    private static String describe(TomlParseError error, MeaningfulLines lines) {
        String line = line(error, lines);
        return "line %d, column %d: %s%s"
                .formatted(
                        lines.numberOf(error.position().line()),
                        error.position().column(),
                        lines.renumbered(String.valueOf(error.getMessage())).replaceAll("\\s+", " "),
                        line.isEmpty() ? "" : " (" + line + ")");
    }

    private static String line(TomlParseError error, MeaningfulLines lines) {
        return lines.text()
                .lines()
                .skip(error.position().line() - 1L)
                .findFirst()
                .orElse("")
                .strip();
    }

    private static Map<Integer, String> wrongLines(TomlParseResult source, MeaningfulLines lines) {
        Map<Integer, String> wrong = new LinkedHashMap<>();
        source.errors().stream()
                .limit(ERRORS_SHOWN)
                .forEach(error -> wrong.put(lines.numberOf(error.position().line()), line(error, lines)));
        return wrong;
    }

    /** Returns the manifest's name in messages. */
    public String name() {
        return name;
    }

    /**
     * Returns the document in its order. Tables are maps, arrays are lists, and values are strings, longs, doubles,
     * booleans or dates.
     */
    Map<String, Object> document() {
        return document;
    }

    /** Returns the value at a path of keys; empty if it is absent or if a step is not a table. */
    public Optional<Object> get(String... path) {
        Object value = document;
        for (String key : path) {
            value = value instanceof Map<?, ?> table ? table.get(key) : null;
        }
        return Optional.ofNullable(value);
    }

    /** Returns a manifest with a changed document. It keeps the places of the source's keys. */
    Manifest with(Map<String, Object> changed) {
        return new Manifest(name, lines, source, new LinkedHashMap<>(changed));
    }

    /**
     * Returns the place of the path's last element that is in the source, for example {@code openfl.manifest, line 10,
     * column 1}.
     *
     * @param path keys of tables, and Integers for elements of arrays
     */
    public String at(List<?> path) {
        return TomlTree.place(source, lines, path)
                .map(place -> "%s, line %d, column %d"
                        .formatted(
                                name,
                                lines.numberOf(place.position().line()) + place.further(),
                                place.position().column()))
                .orElse(name);
    }

    /** Returns the document in the bytes that Gramine's own tools write. */
    public byte[] bytes() {
        return TomlWriter.write(document).getBytes(StandardCharsets.UTF_8);
    }
}
