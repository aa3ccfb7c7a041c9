package io.github.openflgramine.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.ImageNode;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.packages.InstalledPackage;
import io.github.openflgramine.packages.OperatingSystem;
import io.github.openflgramine.trusted.EmptiedLibraries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

final class SbomDocumentTest {

    private static final Sha256 DIGEST = Sha256.digest(new byte[0]);
    private static final InstalledPackage LIBC = new InstalledPackage(
            InstalledPackage.Kind.DEBIAN,
            "libc6",
            "2.36-9+deb12u10",
            Optional.of("amd64"),
            Optional.empty(),
            false,
            List.of(new ImageNode(
                    ImagePath.of("/usr/lib/libc.so.6"),
                    ImageNode.Kind.FILE,
                    7,
                    Optional.of(DIGEST),
                    Optional.empty())));
    private static final InstalledPackage NUMPY = python("numpy", "2.3.5", "BSD-3-Clause AND MIT", true);
    private static final InstalledPackage CLICK = python("Some_Thing", "8", "The \"BSD\" licence, as amended", false);

    @Test
    void a_bill_satisfies_the_schema_of_its_version() throws IOException {
        byte[] json =
                bill(Optional.of(Instant.parse("2026-11-23T00:00:00Z"))).json().getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonParser().validate(json, SbomDocument.VERSION)).isEmpty();
        assertThat(new ObjectMapper().readTree(json).path("specVersion").asText())
                .isEqualTo("1.6");
    }

    @Test
    void the_schema_is_one_that_can_be_missed() throws IOException {
        byte[] json = bill(Optional.empty())
                .json()
                .replace("\"SHA-256\"", "\"SHA-257\"")
                .getBytes(StandardCharsets.UTF_8);

        assertThat(new JsonParser().validate(json, SbomDocument.VERSION)).isNotEmpty();
    }

    @Test
    void every_package_is_named_by_its_url_and_has_its_digest() throws IOException {
        JsonNode components = read(bill(Optional.empty())).path("components");

        assertThat(components.findValuesAsText("purl"))
                .containsExactly(
                        "pkg:deb/debian/libc6@2.36-9%2Bdeb12u10?arch=amd64&distro=debian-12",
                        "pkg:pypi/numpy@2.3.5", "pkg:pypi/some-thing@8");
        JsonNode libc = components.get(1);
        assertThat(libc.path("hashes").get(0).path("content").asText())
                .isEqualTo(LIBC.digest().hex());
        assertThat(properties(libc))
                .containsExactly(
                        "io.github.openfl-gramine:files=1",
                        "io.github.openfl-gramine:bytes=7",
                        "io.github.openfl-gramine:trusted_files.aggregator=1",
                        "io.github.openfl-gramine:trusted_files.collaborator=1",
                        "io.github.openfl-gramine:emptied_library=/usr/lib/libold.so.1 sha256:" + "ab".repeat(32),
                        "io.github.openfl-gramine:set_aside=/usr/lib/libold.so.1 has a constructor; is named in /a.py");
    }

    @Test
    void a_licence_is_an_expression_only_where_the_package_says_so() throws IOException {
        JsonNode components = read(bill(Optional.empty())).path("components");

        assertThat(components.get(2).path("licenses").get(0).path("expression").asText())
                .isEqualTo("BSD-3-Clause AND MIT");
        assertThat(components
                        .get(3)
                        .path("licenses")
                        .get(0)
                        .path("license")
                        .path("name")
                        .asText())
                .isEqualTo("The \"BSD\" licence, as amended");
    }

    @Test
    void the_same_image_gives_the_same_bytes() throws IOException {
        assertThat(bill(Optional.empty()).json())
                .isEqualTo(bill(Optional.empty()).json());
        assertThat(read(bill(Optional.empty())).path("metadata").has("timestamp"))
                .isFalse();
    }

    private static List<String> properties(JsonNode component) {
        return component
                .path("properties")
                .valueStream()
                .map(one -> one.path("name").asText() + "=" + one.path("value").asText())
                .toList();
    }

    private static JsonNode read(SbomDocument bill) throws IOException {
        return new ObjectMapper().readTree(bill.json());
    }

    private static SbomDocument bill(Optional<Instant> time) {
        return new SbomDocument(
                "registry.example.org:5000/demo:1.0",
                "sha256:" + DIGEST,
                Map.entry("openfl-gramine-maven-plugin", "0.1.0"),
                time,
                Optional.of(new OperatingSystem("debian", "12")),
                List.of(
                        new SbomPackage(
                                LIBC,
                                Map.of("collaborator", 1, "aggregator", 1),
                                List.of(new EmptiedLibraries.Replaced(
                                        ImagePath.of("/usr/lib/libold.so.1"), 4711, "ab".repeat(32))),
                                List.of(new EmptiedLibraries.SetAside(
                                        ImagePath.of("/usr/lib/libold.so.1"),
                                        List.of("has a constructor", "is named in /a.py")))),
                        new SbomPackage(NUMPY, Map.of(), List.of(), List.of()),
                        new SbomPackage(CLICK, Map.of(), List.of(), List.of())));
    }

    private static InstalledPackage python(String name, String version, String licence, boolean spdx) {
        return new InstalledPackage(
                InstalledPackage.Kind.PYTHON, name, version, Optional.empty(), Optional.of(licence), spdx, List.of());
    }
}
