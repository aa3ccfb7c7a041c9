package io.github.openflgramine.gramine;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;

/**
 * FreeMarker, kept in bounds: the same template and model give the same text on every machine, no other file and no class
 * is within reach, and a mistake is told in one line.
 */
public final class TemplateLanguage {

    private final Configuration configuration;
    private final String remedy;

    private TemplateLanguage(int tags, int interpolation, String remedy) {
        this.configuration = new Configuration(Configuration.VERSION_2_3_34);
        this.remedy = remedy;
        configuration.setTagSyntax(tags);
        configuration.setInterpolationSyntax(interpolation);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setLocale(Locale.ROOT);
        configuration.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    }

    /** {@code ${name}} and {@code <#if …>}. */
    public static TemplateLanguage withDollars(String remedy) {
        return new TemplateLanguage(
                Configuration.ANGLE_BRACKET_TAG_SYNTAX, Configuration.LEGACY_INTERPOLATION_SYNTAX, remedy);
    }

    /** {@code ${name}} and {@code <#if …>} in HTML, where every value is escaped. */
    public static TemplateLanguage forHtml(String remedy) {
        TemplateLanguage language = withDollars(remedy);
        language.configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        return language;
    }

    /** {@code [=name]} and {@code [#if …]}, for a text that has its own use for dollars and braces. */
    public static TemplateLanguage withBrackets(String remedy) {
        return new TemplateLanguage(
                Configuration.SQUARE_BRACKET_TAG_SYNTAX, Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX, remedy);
    }

    /**
     * Gives the text.
     *
     * @param name as messages show it
     * @throws GraminizeException with line and column when the template is broken or uses what the model does not have
     */
    public String render(String name, String source, Map<String, Object> model) {
        StringWriter out = new StringWriter();
        try {
            new Template(name, new StringReader(source), configuration).process(model, out);
        } catch (ParseException e) {
            throw broken(name, e.getLineNumber(), e.getColumnNumber(), e.getEditorMessage(), e);
        } catch (InvalidReferenceException e) {
            throw broken(
                    name,
                    e.getLineNumber(),
                    e.getColumnNumber(),
                    "there is no " + e.getBlamedExpressionString() + ".",
                    e);
        } catch (TemplateException e) {
            throw broken(name, e.getLineNumber(), e.getColumnNumber(), e.getMessageWithoutStackTop(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a template in memory is read without fail", e);
        }
        return out.toString();
    }

    /** FreeMarker's messages go on with tips behind an empty line or a rule. */
    private GraminizeException broken(String name, Integer line, Integer column, String message, Exception cause) {
        String reason = String.valueOf(message)
                .lines()
                .takeWhile(text -> !text.isBlank() && !text.startsWith("----"))
                .map(String::strip)
                .collect(Collectors.joining(" "));
        return new GraminizeException(
                "%s, line %s, column %s: %s".formatted(name, line, column, reason), remedy, cause);
    }
}
