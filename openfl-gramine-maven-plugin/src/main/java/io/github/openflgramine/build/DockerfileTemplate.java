package io.github.openflgramine.build;

import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.github.openflgramine.gramine.TemplateMistake;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;

/**
 * A Dockerfile in which {@code [=name]} stands for a value and {@code [#if …]} for a condition (FreeMarker's square bracket
 * syntax, because a Dockerfile has its own use for dollar and braces). A plain Dockerfile is a template too.
 */
final class DockerfileTemplate {

    private static final String REMEDY =
            "It can use [=baseImage]; everything else is plain Dockerfile (docs/customise.md).";

    private DockerfileTemplate() {}

    static String render(String name, String source, Map<String, Object> model) {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
        configuration.setInterpolationSyntax(Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        try {
            StringWriter out = new StringWriter();
            new Template(name, new StringReader(source), configuration).process(model, out);
            return out.toString();
        } catch (ParseException e) {
            throw TemplateMistake.of(name, e, REMEDY);
        } catch (TemplateException e) {
            throw TemplateMistake.of(name, e, REMEDY);
        } catch (IOException e) {
            throw new IllegalStateException("a template in memory is read without fail", e);
        }
    }
}
