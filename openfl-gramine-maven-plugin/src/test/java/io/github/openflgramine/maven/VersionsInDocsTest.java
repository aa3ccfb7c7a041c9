package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A release replaces the version in all files (scripts/release-bundle), so that pages have to name the current one. */
final class VersionsInDocsTest {

    private static final Pattern NAMED = Pattern.compile(
            "(?:openfl-gramine-maven-plugin:|openfl-workspace-archetype:|-DarchetypeVersion=)(\\d[\\w.-]*)");

    @Test
    void every_page_names_the_projects_own_version() throws Exception {
        String version = Descriptor.read().getVersion();
        List<String> named = new ArrayList<>();
        for (Path page : pages()) {
            NAMED.matcher(Files.readString(page))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .forEach(named::add);
        }

        assertThat(named).hasSizeGreaterThan(5).allMatch(version::equals);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("../README.md"), Path.of("../quickstart")));
        try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }
}
