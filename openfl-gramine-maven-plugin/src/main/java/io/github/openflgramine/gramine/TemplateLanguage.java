package io.github.openflgramine.gramine;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * FreeMarker with restrictions: the same template and model give the same text on every machine, templates cannot
 * access other files or classes, and a mistake is reported in one line.
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

    /** Uses {@code ${name}} and {@code <#if …>}. */
    public static TemplateLanguage withDollars(String remedy) {
        return new TemplateLanguage(
                Configuration.ANGLE_BRACKET_TAG_SYNTAX, Configuration.LEGACY_INTERPOLATION_SYNTAX, remedy);
    }

    /** Uses {@code ${name}} and {@code <#if …>} in HTML, and escapes every value. */
    public static TemplateLanguage forHtml(String remedy) {
        TemplateLanguage language = withDollars(remedy);
        language.configuration.setOutputFormat(HTMLOutputFormat.INSTANCE);
        return language;
    }

    /** Uses {@code ${name}} and {@code <#if …>} in TOML, and escapes every value for a string in double quotes. */
    static TemplateLanguage forToml(String remedy) {
        TemplateLanguage language = withDollars(remedy);
        language.configuration.setOutputFormat(TomlFormat.INSTANCE);
        return language;
    }

    /** Uses {@code [=name]} and {@code [#if …]}, for texts that contain dollars and braces. */
    public static TemplateLanguage withBrackets(String remedy) {
        return new TemplateLanguage(
                Configuration.SQUARE_BRACKET_TAG_SYNTAX, Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX, remedy);
    }

    /** Adds a function of one text, {@code [=name(value)]} or {@code ${name(value)}}. */
    public TemplateLanguage withFunction(String name, UnaryOperator<String> function) {
        configuration.setSharedVariable(name, (TemplateMethodModelEx)
                arguments -> function.apply(arguments.get(0).toString()));
        return this;
    }

    /**
     * Renders a template.
     *
     * @param name the template's name in messages
     * @throws GraminizeException with line and column, if the template is invalid or uses a variable that the model
     * does not have
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

    /** Drops the tips that FreeMarker's messages add after an empty line or a rule. */
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
