package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.graminize.FirstImageReader;
import io.github.openflgramine.image.ImageCache;
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
 * Draws the enclaves of the image that was built last: memory to scale, trusted files by package and size, attributes in
 * words, and what would keep them from production. One HTML file that loads nothing and runs no script,
 * {@code target/openfl-gramine/report.html}, and again in the site as {@code openfl-gramine.html}.
 */
@Mojo(name = "report", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
public final class ReportMojo extends AbstractWorkspaceMojo {

    /** The site's directory, as maven-site-plugin has it. */
    @Parameter(defaultValue = "${project.reporting.outputDirectory}")
    @SuppressWarnings("NullAway.Init")
    private File siteDirectory;

    @Override
    void run(BuildLog log) throws IOException {
        List<Path> pages = List.of(work("report.html"), siteDirectory.toPath().resolve("openfl-gramine.html"));
        ImageCache cache = new ImageCache(UserCache.directory(System.getenv()).resolve("images"));
        try (Engine engine = Engine.connect(engineAddress())) {
            new Report(log)
                    .report(
                            wanted -> FirstImageReader.read(
                                    engine,
                                    names().first(),
                                    handedOver(Handover.FIRST_IMAGE_CONTEXT_DIGEST),
                                    cache,
                                    log,
                                    wanted),
                            work("."),
                            pages);
        }
    }
}
