package io.github.openflgramine.report;

import io.github.openflgramine.federation.FederationCurve;
import io.github.openflgramine.gramine.TemplateLanguage;
import io.github.openflgramine.product.ProductionVerdict;
import io.github.openflgramine.product.StartCost;
import io.github.openflgramine.trusted.EmptiedLibraries;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The content of the report page.
 *
 * @param image name and tag
 * @param facts facts about the image, by name
 * @param verdict what the build's production gate found; empty if the build did not record it
 * @param enclaves one section each
 * @param start what a start costs; empty if the build did not find out
 * @param startBefore the same of the last build with other enclaves
 * @param emptied the libraries that the build replaced by empty ones
 * @param packages the packages of the image
 * @param curve the last federation on this machine; empty if there was none
 * @param changes the differences to the last build with other enclaves; empty if none is kept
 */
public record EnclaveReport(
        String image,
        Map<String, String> facts,
        Optional<ProductionVerdict> verdict,
        List<EnclaveSection> enclaves,
        Optional<StartCost> start,
        Optional<StartCost> startBefore,
        TrainedContent trained,
        EmptiedLibraries emptied,
        List<PackageRow> packages,
        Optional<FederationCurve> curve,
        Optional<BuildChanges> changes) {

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
