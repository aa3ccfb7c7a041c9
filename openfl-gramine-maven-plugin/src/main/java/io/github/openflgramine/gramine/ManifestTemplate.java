package io.github.openflgramine.gramine;

import java.util.Map;

/**
 * A manifest in FreeMarker's language.
 *
 * @param name as messages show it
 */
public record ManifestTemplate(String name, String source) {

    private static final TemplateLanguage LANGUAGE =
            TemplateLanguage.withDollars("Correct the template; its variables are listed in the comment at the top of"
                    + " the plugin's own openfl.manifest.ftl (docs/customise.md).");

    /**
     * Gives the manifest's text.
     *
     * @throws io.github.openflgramine.GraminizeException with line and column when the template is broken or uses what the
     *     model does not have
     */
    public String render(Map<String, Object> model) {
        return LANGUAGE.render(name, source, model);
    }
}
