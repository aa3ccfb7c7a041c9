package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes the site and opens it in a browser without a network. */
@Tag("heavy")
final class SiteTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(SiteTest.class);
    private static final Path SITE = DIRECTORY.resolve("site");
    private static final Chromium BROWSER = new Chromium(DIRECTORY.resolve("browser"));

    @BeforeAll
    static void make() {
        CommandLine.run("../scripts/site", SITE);
    }

    @Test
    void every_page_of_the_docs_is_in_the_site_without_a_dead_link_and_loads_nothing_from_elsewhere()
            throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("../docs"))) {
            pages.filter(page -> page.toString().endsWith(".md")).forEach(page -> {
                String html = Path.of("../docs").relativize(page).toString().replace(".md", ".html");
                assertThat(SITE.resolve(html)).exists();
            });
        }
        assertThat(HtmlPage.deadLinks(SITE)).isEmpty();
        for (Path page : HtmlPage.pages(SITE)) {
            assertThat(HtmlPage.read(page).web()).as(page.toString()).isEmpty();
        }
    }

    @Test
    void the_start_page_has_every_page_one_click_away() {
        String start = BROWSER.document(SITE.resolve("index.html").toUri());

        assertThat(start)
                .contains("data scientist</", "release engineer</", "a hospital’s engineer</")
                .contains("<img alt=\"Who has what");
        for (String page : List.of("manual", "goals", "verify", "release", "troubleshooting", "security", "cli")) {
            assertThat(start).contains("href=\"" + page + ".html\"");
        }
    }

    @Test
    void the_search_finds_a_word_without_a_server() {
        String found = BROWSER.document(URI.create(SITE.resolve("search.html").toUri() + "?q=MRSIGNER"));

        assertThat(found).contains("Search finished", "href=\"verify.html", "href=\"keys.html");
    }

    @Test
    void the_picture_of_the_start_page_is_drawn() throws IOException {
        var window = ImageIO.read(BROWSER.screenshot(SITE.resolve("index.html").toUri(), "start.png", 1280, 1000)
                .toFile());
        int blue = 0;
        for (int y = 0; y < window.getHeight(); y++) {
            for (int x = 0; x < window.getWidth(); x++) {
                blue += (window.getRGB(x, y) & 0xffffff) == 0x1b5a91 ? 1 : 0;
            }
        }
        assertThat(blue).as("pixels in the colour of the arrows").isGreaterThan(500);
    }

    @Test
    void a_dead_link_and_a_page_that_the_navigation_does_not_have_are_refused() throws IOException {
        Path project = Files.createDirectory(DIRECTORY.resolve("project"));
        CommandLine.run("cp", "-r", "../docs", "../scripts", "../pom.xml", project);
        Files.createDirectory(project.resolve("target"));
        CommandLine.run("bash", "-c", "ln -s \"$PWD\"/../target/site-tools-* \"$0\"/", project.resolve("target"));
        Files.writeString(project.resolve("docs/lost.md"), "# Lost\n\n[gone](manual.md#no-such-heading)\n");

        assertThat(CommandLine.refused(project.resolve("scripts/site"), DIRECTORY.resolve("refused")))
                .contains("no-such-heading", "isn't included in any toctree", "ERROR: the site has the faults above");
        assertThat(DIRECTORY.resolve("refused")).doesNotExist();
    }
}
