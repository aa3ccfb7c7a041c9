package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Opens the report in a browser without a network. */
@Tag("heavy")
final class ReportPageTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(ReportPageTest.class);
    private static final Path WORKSPACE = DIRECTORY.resolve("drawn");
    private static final Path PAGE = WORKSPACE.resolve("target/openfl-gramine/report.html");
    private static final Chromium BROWSER = new Chromium(DIRECTORY.resolve("browser"));

    @BeforeAll
    static void draw() throws IOException {
        MavenBuild.generate(DIRECTORY, "drawn", "numpy");
        MavenBuild.in(WORKSPACE)
                .with("openfl.aggregator", "localhost")
                .run("openfl-gramine:plan-initialize")
                .assertSuccess();
        MavenBuild.in(WORKSPACE).run("package").assertSuccess();
        Files.writeString(WORKSPACE.resolve("src/taskrunner.py"), "\n# A change.\n", StandardOpenOption.APPEND);
        MavenBuild.in(WORKSPACE).run("package", "site").assertSuccess();
        assertThat(WORKSPACE.resolve("target/site/openfl-gramine.html")).hasSameBinaryContentAs(PAGE);
    }

    @AfterAll
    static void removeImages() {
        Docker.remove("drawn:1.0.0-SNAPSHOT-direct", "drawn:1.0.0-SNAPSHOT-first");
    }

    @Test
    void a_browser_finds_both_enclaves_with_memory_and_packages() {
        String document = BROWSER.document(PAGE.toUri());

        assertThat(document)
                .contains("<h2 id=\"aggregator-title\">", "<h2 id=\"collaborator-title\">")
                .contains("<th scope=\"row\">openfl</th>", "<th scope=\"row\">numpy</th>");
        assertThat(document.split("class=\"treemap\"", -1)).hasSize(3);
    }

    @Test
    void the_page_tells_what_production_refuses_what_is_trained_and_what_changed() throws IOException {
        String document = BROWSER.document(PAGE.toUri());

        assertThat(document)
                .contains("<dt>Model</dt><dd>src.taskrunner.", "<dt>Aggregator</dt><dd>localhost:")
                .contains("NO GRAMINE: stand-in, no protection", "<li>Not signed: drawn:1.0.0-SNAPSHOT-direct")
                .contains("<h3>Trusted files</h3>", "<th scope=\"row\">MRENCLAVE of the collaborator</th>")
                .containsPattern("(?s)id=\"changes\".*<th scope=\"row\">/workspace/src/.*taskrunner.*id=\"packages\"");
        String digest = CommandLine.run("sha256sum", WORKSPACE.resolve("src/taskrunner.py"))
                .substring(0, 64);
        assertThat(document).contains("<th scope=\"row\">src/taskrunner.py</th>", digest);
    }

    @Test
    void the_workspaces_site_has_a_description_the_page_in_its_menu_and_nothing_empty() throws IOException {
        Path site = WORKSPACE.resolve("target/site");

        assertThat(HtmlPage.pages(site).stream()
                        .map(page -> site.relativize(page).toString()))
                .containsExactlyInAnyOrder(
                        "index.html", "openfl-gramine.html", "project-info.html", "project-reports.html");
        assertThat(BROWSER.document(site.resolve("index.html").toUri()))
                .contains("An OpenFL workspace whose experiment runs in SGX enclaves", "href=\"project-reports.html\"");
        assertThat(BROWSER.document(site.resolve("project-reports.html").toUri()))
                .contains("href=\"openfl-gramine.html\"", "What the image trains, what its enclaves may open");
        assertThat(HtmlPage.deadLinks(site)).isEmpty();
    }

    @Test
    void it_is_bright_in_daylight_dark_at_night_and_full_of_colours_in_both() throws IOException {
        BufferedImage day = screenshot("day.png", "--blink-settings=preferredColorScheme=1");
        BufferedImage night = screenshot("night.png", "--blink-settings=preferredColorScheme=0");

        assertThat(brightness(day)).isGreaterThan(150);
        assertThat(brightness(night)).isLessThan(90);
        assertThat(saturated(day)).isGreaterThan(0.05);
        assertThat(saturated(night)).isGreaterThan(0.05);
    }

    private static BufferedImage screenshot(String name, String setting) throws IOException {
        return ImageIO.read(
                BROWSER.screenshot(PAGE.toUri(), name, 1280, 2600, setting).toFile());
    }

    private static double brightness(BufferedImage image) {
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                sum += (colour.getRed() + colour.getGreen() + colour.getBlue()) / 3.0;
            }
        }
        return sum / image.getWidth() / image.getHeight();
    }

    /** Returns the share of coloured pixels, which only the drawings have. */
    private static double saturated(BufferedImage image) {
        int coloured = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color colour = new Color(image.getRGB(x, y));
                if (Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null)[1] > 0.35) {
                    coloured++;
                }
            }
        }
        return (double) coloured / image.getWidth() / image.getHeight();
    }
}
