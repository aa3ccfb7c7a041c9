package io.github.openflgramine.gramine;

import io.github.openflgramine.GraminizeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the marks of a template that was never rendered: of Jinja, the language of Gramine's own templates, and of
 * FreeMarker, the language of this plugin's.
 */
final class TemplateMarks {

    private static final Pattern JINJA = Pattern.compile("\\{\\{[-+]?\\s*['\"(A-Za-z_].*?\\}\\}|\\{%.*?%\\}");
    private static final Pattern FREEMARKER =
            Pattern.compile("</?#[a-z]+|<#--|(?<=[=\\[,]\\s{0,4})\\$\\{[a-zA-Z][^}]*\\}");

    /** Variables of gramine-manifest, and of every example of Gramine. No program would mean something else by them. */
    private static final Pattern OF_GRAMINE = Pattern.compile(
            "\\{\\{[-+]?\\s*(?:(?:gramine|python|env)\\.|ldd\\(|(?:arch_libdir|entrypoint|execdir|log_level)\\b).*?\\}\\}");

    private TemplateMarks() {}

    /**
     * Returns the error for a text that is not TOML because it is a template; empty if it is none.
     *
     * @param wrongLines the lines that the parser did not understand, by number
     */
    static Optional<GraminizeException> in(String name, Map<Integer, String> wrongLines) {
        for (Map.Entry<Integer, String> line : wrongLines.entrySet()) {
            String where = "%s, line %d".formatted(name, line.getKey());
            Matcher jinja = JINJA.matcher(line.getValue());
            if (jinja.find()) {
                return Optional.of(notRendered(name, jinja.group(), where, remedy(name)));
            }
            Matcher freemarker = FREEMARKER.matcher(line.getValue());
            if (freemarker.find()) {
                return Optional.of(notRendered(
                        name,
                        freemarker.group(),
                        where,
                        "Put it into a workspace as gramine/openfl.manifest.ftl; mvn package renders it."));
            }
        }
        return Optional.empty();
    }

    /** Checks a manifest that is TOML. Most of Gramine's templates are TOML also before they are rendered. */
    static void requireRendered(Manifest manifest) {
        manifest.document().forEach((key, value) -> requireRendered(manifest, value, List.of(key)));
    }

    private static void requireRendered(Manifest manifest, Object value, List<Object> path) {
        if (value instanceof Map<?, ?> table) {
            table.forEach((key, below) -> requireRendered(manifest, below, append(path, key)));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                requireRendered(manifest, list.get(i), append(path, i));
            }
        } else if (value instanceof String text && (text.contains("{{") || text.contains("{%"))) {
            Matcher mark = (isFree(path) ? OF_GRAMINE : JINJA).matcher(text);
            if (mark.find()) {
                throw notRendered(manifest.name(), mark.group(), manifest.at(path), remedy(manifest.name()));
            }
        }
    }

    /**
     * Returns whether the text may have braces of its own: arguments, variables, and names of trusted files, for example
     * in the directories of cookiecutter templates.
     */
    private static boolean isFree(List<Object> path) {
        List<Object> table = path.subList(0, Math.min(2, path.size()));
        return table.equals(List.of("loader", "argv"))
                || table.equals(List.of("loader", "env"))
                || table.equals(List.of("sgx", "trusted_files"));
    }

    /** Returns the error for a trusted file that does not exist, if its name has a mark. */
    static Optional<GraminizeException> in(TrustedEntry entry) {
        Matcher mark = JINJA.matcher(entry.uri());
        return mark.find()
                ? Optional.of(entry.refused(
                        "has " + mark.group() + " of a template that was never rendered",
                        remedy(entry.where().get())))
                : Optional.empty();
    }

    private static GraminizeException notRendered(String name, String mark, String where, String remedy) {
        return new GraminizeException(
                "%s is a template that was never rendered: it has %s (%s).".formatted(name, mark, where), remedy);
    }

    private static String remedy(String name) {
        return name.contains(".ftl")
                ? "Jinja is the language of Gramine's templates. Here write ${…} of FreeMarker; docs/customise.md lists"
                        + " the variables."
                : "Render it first with Gramine's own tool: gramine-manifest TEMPLATE NAME.manifest";
    }

    private static List<Object> append(List<Object> path, Object step) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
