package io.github.openflgramine.layers;

import static io.github.openflgramine.tar.TarBuilder.pax;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.image.Image;
import io.github.openflgramine.tar.TarBuilder;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indexes with and without exactly one image for this platform. */
final class OciLayoutTest {

    private static final String AMD64 = platform("linux", "amd64");

    private final TarBuilder archive = pax();
    private final ImageBuilder image = ImageBuilder.of(pax().file("a", "1"));

    private static String platform(String os, String architecture) {
        return ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}";
    }

    private static String name(String key, String name) {
        return ",\"annotations\":{\"" + key + "\":\"" + name + "\"}";
    }

    /** Adds a blob and returns its descriptor. */
    private String blob(String json, String more) {
        String digest = Sha256.digest(json.getBytes(UTF_8)).hex();
        archive.file("blobs/sha256/" + digest, json);
        return "{\"digest\":\"sha256:" + digest + "\"" + more + "}";
    }

    private String manifest(String more) {
        byte[] layer = pax().file("a", "1").build();
        archive.file("blobs/sha256/" + Sha256.digest(layer), layer);
        return blob(
                "{\"config\":" + blob(new String(image.config(), UTF_8), "") + ",\"layers\":[{\"digest\":\"sha256:"
                        + Sha256.digest(layer) + "\"}]}",
                more);
    }

    private static String index(String... descriptors) {
        return "{\"manifests\":[" + String.join(",", descriptors) + "]}";
    }

    private Image read(String index) {
        byte[] bytes = archive.file("index.json", index).build();
        return new ImageReader().readArchive(new ByteArrayInputStream(bytes), "x.tar");
    }

    @Test
    void an_index_of_indexes_has_the_image_for_this_platform_under_the_outer_name() {
        String inner = index(
                manifest(AMD64),
                blob("{\"config\":1}", platform("linux", "arm64")),
                blob("{\"config\":2}", platform("unknown", "unknown")));

        Image read = read(index(blob(inner, name("io.containerd.image.name", "docker.io/library/flowers:1"))));

        assertThat(read.config().orElseThrow().json()).isEqualTo(new String(image.config(), UTF_8));
        assertThat(read.tags()).containsExactly("docker.io/library/flowers:1");
        assertThat(read.ids()).hasSize(2);
    }

    @Test
    void beside_dockers_list_an_index_gives_the_image_the_id_that_containerd_has_for_it() {
        String manifest = manifest(AMD64);
        String config = "sha256:" + Sha256.digest(image.config());
        archive.file(
                "manifest.json",
                "[{\"Config\":\"" + blobName(config) + "\",\"RepoTags\":[\"flowers:1\"],\"Layers\":[\""
                        + blobName(
                                "sha256:" + Sha256.digest(pax().file("a", "1").build())) + "\"]}]");

        Image read = read(index(blob("{\"config\":{}}", platform("linux", "arm64")), manifest));

        assertThat(read.tags()).containsExactly("flowers:1");
        assertThat(read.ids()).hasSize(2).first().hasToString(config);
        assertThat(manifest).contains("\"" + read.ids().get(1) + "\"");
    }

    private static String blobName(String digest) {
        return "blobs/" + digest.replace(':', '/');
    }

    @ParameterizedTest
    @CsvSource({"linux, arm64", "windows, amd64", "unknown, unknown"})
    void an_image_for_another_platform_is_none_though_it_is_there(String os, String architecture) {
        assertThatThrownBy(() -> read(index(manifest(platform(os, architecture)))))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(
                        "index.json in x.tar leads to 0 images for linux/amd64, where one was expected.");
    }

    @Test
    void two_images_are_too_many_and_one_by_two_names_is_one() {
        String ours = manifest(name("org.opencontainers.image.ref.name", "1"));
        String again = ours.replace("\"1\"", "\"2\"");
        assertThat(read(index(ours, again, ours)).tags()).containsExactly("1", "2");

        OciLayoutTest both = new OciLayoutTest();
        String two = index(both.manifest(AMD64), both.blob("{\"config\":{},\"layers\":[]}", AMD64));
        assertThatThrownBy(() -> both.read(two)).hasMessageStartingWith("index.json in x.tar leads to 2 images");
    }

    @Test
    void an_image_without_a_name_has_no_tag() {
        assertThat(read(index(manifest(AMD64 + name("org.opencontainers.image.ref.name", ""))))
                        .tags())
                .isEmpty();
    }

    @Test
    void a_blob_that_is_not_what_its_name_says_is_damaged() {
        String digest = "a".repeat(64);
        archive.file("blobs/sha256/" + digest, "{}");

        assertThatThrownBy(() -> read(index("{\"digest\":\"sha256:" + digest + "\"}")))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("blobs/sha256/" + digest + " in x.tar is damaged:\n  has  sha256:"
                        + Sha256.digest("{}".getBytes(UTF_8)) + "\n  name sha256:" + digest);
    }

    @Test
    void indexes_are_followed_four_deep_and_no_further() {
        String at = manifest(AMD64);
        for (int depth = 0; depth < 4; depth++) {
            at = blob(index(at), "");
        }
        assertThat(read(index(at)).config()).isPresent();

        OciLayoutTest deeper = new OciLayoutTest();
        String below = deeper.manifest(AMD64);
        for (int depth = 0; depth < 5; depth++) {
            below = deeper.blob(index(below), "");
        }
        String whole = index(below);
        assertThatThrownBy(() -> deeper.read(whole))
                .hasMessageContaining("leads to indexes that are nested more than 4 deep");
    }
}
