package io.github.openflgramine.report;

import io.github.openflgramine.gramine.TemplateLanguage;
import java.util.List;
import java.util.Map;

/**
 * The content of the report page.
 *
 * @param image name and tag
 * @param facts facts about the image, by name
 * @param enclaves one section each
 */
public record EnclaveReport(String image, Map<String, String> facts, List<EnclaveSection> enclaves) {

    private static final TemplateLanguage LANGUAGE = TemplateLanguage.forHtml("This is a fault of the plugin's.");

    /**
     * Renders the page.
     *
     * @param template the template's source
     */
    public String html(String template) {
        return LANGUAGE.render(
                "report.html.ftl",
                template,
                Map.of("report", this, "width", TrustedFilesMap.WIDTH, "height", TrustedFilesMap.HEIGHT));
    }
}
