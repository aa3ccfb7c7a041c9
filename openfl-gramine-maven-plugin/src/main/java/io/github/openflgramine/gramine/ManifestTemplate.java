package io.github.openflgramine.gramine;

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
import java.util.Locale;
import java.util.Map;

/**
 * A manifest in FreeMarker's language. The same template and model give the same text on every machine: root locale,
 * computer numbers, no other file and no class within reach.
 *
 * @param name as messages show it
 */
public record ManifestTemplate(String name, String source) {

    private static final String REMEDY = "Correct the template; what it can use stands in the comment at the top of"
            + " the plugin's own openfl.manifest.ftl (docs/customise.md).";

    /**
     * Gives the manifest's text.
     *
     * @throws GraminizeException with line and column when the template is broken or uses what the model does not have
     */
    public String render(Map<String, Object> model) {
        StringWriter out = new StringWriter();
        try {
            new Template(name, new StringReader(source), configuration()).process(model, out);
        } catch (ParseException e) {
            throw TemplateMistake.of(name, e, REMEDY);
        } catch (TemplateException e) {
            throw TemplateMistake.of(name, e, REMEDY);
        } catch (IOException e) {
            throw new IllegalStateException("a template in memory is read without fail", e);
        }
        return out.toString();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return configuration;
    }
}
