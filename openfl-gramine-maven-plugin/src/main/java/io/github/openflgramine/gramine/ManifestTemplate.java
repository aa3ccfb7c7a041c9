package io.github.openflgramine.gramine;

import java.util.Map;

/**
 * A FreeMarker template of a manifest.
 *
 * @param name the template's name in messages
 */
public record ManifestTemplate(String name, String source) {

    private static final TemplateLanguage LANGUAGE =
            TemplateLanguage.forToml("Correct the template; its variables are listed in the comment at the top of"
                    + " the plugin's own openfl.manifest.ftl (docs/customise.md).");

    /**
     * Renders the manifest's text.
     *
     * @throws io.github.openflgramine.GraminizeException with line and column, if the template is invalid or uses a
     * variable that the model does not have
     */
    public String render(Map<String, Object> model) {
        return LANGUAGE.render(name, source, model);
    }
}
