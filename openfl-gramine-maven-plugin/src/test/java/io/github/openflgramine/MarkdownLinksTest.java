package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the links between the project's Markdown pages, as GitHub shows them. */
final class MarkdownLinksTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void each_link_of_a_page_leads_to_a_file_and_a_heading_that_exist() throws IOException {
        List<Path> pages = pages(PROJECT);

        assertThat(pages)
                .contains(PROJECT.resolve("README.md"), PROJECT.resolve("docs/manual.md"))
                .hasSizeGreaterThan(60);
        assertThat(dead(pages)).isEmpty();
    }

    @Test
    void a_missing_file_and_a_missing_heading_are_found_and_code_is_not_read(@TempDir Path directory)
            throws IOException {
        Path page = Files.writeString(directory.resolve("page.md"), """
                # A `page`: its name

                [good](#a-page-its-name) [second](#twice-1) [file](page.md#twice) [web](https://example.org/nothing)
                [gone](gone.md) [no heading](page.md#gone) `[code](code.md)` <img src="gone.svg">

                ## Twice
                ## Twice

                ```
                [code](code.md)
                # no heading
                ```
                """);

        assertThat(dead(List.of(page)))
                .containsExactly("page.md: gone.md", "page.md: page.md#gone", "page.md: gone.svg");
    }

    private static List<String> dead(List<Path> pages) throws IOException {
        List<String> dead = new ArrayList<>();
        for (Path page : pages) {
            for (String link : MarkdownPage.read(page).links()) {
                String[] parts = link.split("#", 2);
                Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
                boolean found = Files.exists(target)
                        && (parts.length == 1
                                || MarkdownPage.read(target).anchors().contains(parts[1]));
                if (!found) {
                    dead.add(page.getFileName() + ": " + link);
                }
            }
        }
        return dead;
    }

    private static List<Path> pages(Path root) throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return Set.of("target", ".git").contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }
}
