package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.Yaml;

/** The plugin as it is released: one jar with its libraries, and a POM that brings none. */
final class PluginJarTest {

    private static final String OURS = "io.github.openfl-gramine:";
    private static final String VERSION = MavenBuild.setting("it.version");
    private static final Path DIRECTORY = Path.of(MavenBuild.setting("it.repository"))
            .resolve("io/github/openfl-gramine/openfl-gramine-maven-plugin")
            .resolve(VERSION);
    private static final String NAME = "openfl-gramine-maven-plugin-" + VERSION;
    private static final Path JAR = DIRECTORY.resolve(NAME + ".jar");

    private static final String SBOM = "META-INF/sbom/application.cdx.json";
    private static final Pattern LICENCE =
            Pattern.compile("\"license\"\\s*:\\s*\\{\\s*\"(?:id|name)\"\\s*:\\s*\"([^\"]+)\"");

    /** What docker-java-transport-zerodep consists of, under names of its own. */
    private static final String INSIDE_ANOTHER = "org.apache.httpcomponents.*|.*:docker-java-transport-httpclient5:.*";

    @Test
    void its_pom_brings_no_library() throws Exception {
        NodeList brought = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate(
                        "/project/dependencies/dependency[not(scope='test' or scope='provided' or optional='true')]",
                        DocumentBuilderFactory.newInstance()
                                .newDocumentBuilder()
                                .parse(DIRECTORY.resolve(NAME + ".pom").toFile()),
                        XPathConstants.NODESET);

        assertThat(brought.getLength()).isZero();
    }

    @Test
    void its_sbom_names_every_library_that_is_in_it() throws Exception {
        try (JarContents jar = new JarContents(JAR)) {
            List<String> listed = components(jar.text(SBOM));
            List<String> there = jar.libraries().stream()
                    .filter(library -> !library.matches(INSIDE_ANOTHER) && !library.startsWith(OURS))
                    .toList();

            assertThat(there)
                    .hasSizeGreaterThan(20)
                    .anyMatch(library -> library.startsWith("org.cyclonedx:cyclonedx-core-java:"));
            assertThat(listed).containsAll(there);
        }
    }

    @Test
    void it_has_all_licences_and_no_signature_of_another_jar() throws Exception {
        try (JarContents jar = new JarContents(JAR)) {
            assertThat(jar.names()).noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)"));
            assertThat(jar.names()).noneMatch(name -> name.startsWith("org/slf4j/") || name.startsWith("picocli/"));
            assertThat(jar.text("META-INF/THIRD-PARTY.md"))
                    .contains("FreeMarker", "CycloneDX", "Kubernetes", "packageurl-java", "Collections", "Doxia");
        }
    }

    /** Another licence belongs into THIRD-PARTY.md, with its text. */
    @Test
    void its_libraries_have_the_licences_whose_texts_are_in_it() throws Exception {
        try (JarContents jar = new JarContents(JAR)) {
            assertThat(LICENCE.matcher(jar.text(SBOM))
                            .results()
                            .map(found -> found.group(1))
                            .distinct())
                    .containsExactlyInAnyOrder("Apache-2.0", "MIT", "Bouncy Castle Licence", "LGPL-2.1-or-later");
        }
    }

    private static List<String> components(String sbom) {
        Map<String, List<Map<String, String>>> document = new Yaml().load(sbom);
        return document.get("components").stream()
                .map(component -> component.get("group") + ":" + component.get("name") + ":" + component.get("version"))
                .toList();
    }
}
