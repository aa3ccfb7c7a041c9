package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.report.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Draws the enclaves of the image that was built last: memory to scale, trusted files by package and size, attributes explained, and
 * what would fail a production build. Writes one HTML file that loads nothing and runs no script,
 * {@code target/openfl-gramine/report.html}, and a copy in the site, {@code openfl-gramine.html}.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ReportMojo extends AbstractWorkspaceMojo {

    /** The output directory of maven-site-plugin. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}")
    private File siteDirectory;

    @Override
    void run(BuildLog log) throws IOException {
        List<Path> pages = List.of(work("report.html"), siteDirectory.toPath().resolve("openfl-gramine.html"));
        try (Engine engine = Engine.connect(engineAddress())) {
            new Report(log).report(workspace(), firstImage(engine, log), work("."), pages);
        }
    }
}
