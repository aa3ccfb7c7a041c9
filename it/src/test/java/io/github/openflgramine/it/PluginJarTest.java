package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
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

    /** What docker-java-transport-zerodep consists of, under names of its own. */
    private static final String INSIDE_ANOTHER = "org.apache.httpcomponents.*|.*:docker-java-transport-httpclient5:.*";

    @Test
    void its_pom_brings_no_library() throws Exception {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DIRECTORY.resolve(NAME + ".pom").toFile())
                .getDocumentElement();

        List<String> brought = new ArrayList<>();
        for (Element dependency : children(child(project, "dependencies").orElseThrow())) {
            String scope = child(dependency, "scope").map(Node::getTextContent).orElse("compile");
            String optional =
                    child(dependency, "optional").map(Node::getTextContent).orElse("false");
            if (!List.of("test", "provided").contains(scope) && !optional.equals("true")) {
                brought.add(child(dependency, "artifactId").orElseThrow().getTextContent());
            }
        }
        assertThat(brought).isEmpty();
    }

    @Test
    void its_sbom_names_every_library_that_is_in_it() throws Exception {
        try (JarContents jar = new JarContents(JAR)) {
            List<String> listed = components(jar.text("META-INF/sbom/application.cdx.json"));
            List<String> there = jar.libraries().stream()
                    .map(library -> library.group() + ":" + library.artifact() + ":" + library.version())
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

    private static List<String> components(String sbom) {
        java.util.Map<String, List<java.util.Map<String, String>>> document = new Yaml().load(sbom);
        return document.get("components").stream()
                .map(component -> component.get("group") + ":" + component.get("name") + ":" + component.get("version"))
                .toList();
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent).stream()
                .filter(element -> element.getTagName().equals(name))
                .findFirst();
    }

    private static List<Element> children(Element parent) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = parent.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }
}
