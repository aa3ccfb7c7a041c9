package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;

/**
 * Shows the image that was built last: whether a production build would accept it, memory and trusted files of its enclaves to scale,
 * attributes explained, the plan and the code with their digests, the last federation's curve, what changed since the last build with other
 * enclaves, and all packages with versions and licences. Writes one HTML file that loads nothing and runs no script,
 * {@code target/openfl-gramine/report.html}, and a copy in the site, {@code openfl-gramine.html}. In the POM's reporting section
 * the goal is a report of the site, which links the page in its menu.
 */
@Mojo(name = "report", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ReportMojo extends AbstractWorkspaceMojo implements MavenReport {

    private static final String PAGE = "openfl-gramine";

    /** The output directory of maven-site-plugin. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}")
    private File siteDirectory;

    @Override
    void run(BuildLog log) throws IOException {
        List<Path> pages = List.of(work("report.html"), siteDirectory.toPath().resolve(PAGE + ".html"));
        try (Engine engine = Engine.connect(engineAddress())) {
            new Report(log)
                    .report(new Report.Request(
                            workspace(),
                            firstImage(engine, log),
                            work("."),
                            buildDirectory().resolve("federation"),
                            pages));
        }
    }

    /** Writes the page for the site. It has no frame of the site's, so the sink stays empty. */
    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            execute();
        } catch (MojoExecutionException | MojoFailureException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    /** The old name of getOutputPath, which site plugins of any version ask for. */
    @Override
    @SuppressWarnings("deprecation")
    public String getOutputName() {
        return PAGE;
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Enclaves";
    }

    @Override
    public String getDescription(Locale locale) {
        return "What the image trains, what its enclaves may open, and what a production build refuses.";
    }

    @Override
    public void setReportOutputDirectory(File directory) {
        siteDirectory = directory;
    }

    @Override
    public File getReportOutputDirectory() {
        return siteDirectory;
    }

    @Override
    public boolean isExternalReport() {
        return true;
    }

    @Override
    public boolean canGenerateReport() {
        return true;
    }
}
