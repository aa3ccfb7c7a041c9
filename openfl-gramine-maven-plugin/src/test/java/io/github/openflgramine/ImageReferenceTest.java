package io.github.openflgramine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageReferenceTest {

    private static final String HEX = "0a".repeat(32);

    @Test
    void a_reference_by_digest_is_read_and_written_as_it_is() {
        String text = "localhost:5000/team/demo@sha256:" + HEX;

        ImageReference reference = ImageReference.parse(text).orElseThrow();

        assertThat(reference.repository()).isEqualTo("localhost:5000/team/demo");
        assertThat(reference.digest()).isEqualTo(Sha256.ofHex(HEX));
        assertThat(reference).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "demo:1.0", "demo@sha256:0a", "@sha256:", "<none>@<none>", "a b@sha256:", "demo@sha512:"})
    void a_tag_or_a_part_of_a_digest_is_not_a_reference(String text) {
        assertThat(ImageReference.parse(text)).isEmpty();
        assertThat(ImageReference.parse("demo ' @sha256:" + HEX)).isEmpty();
    }

    @Test
    void an_id_is_a_digest_with_its_algorithm() {
        assertThat(ImageId.parse("sha256:" + HEX)).contains(ImageId.of("sha256:" + HEX));
        assertThat(ImageId.of("sha256:" + HEX)).hasToString("sha256:" + HEX);
        assertThat(ImageId.parse(HEX)).isEmpty();
        assertThat(ImageId.parse("sha256:0")).isEmpty();
        assertThatThrownBy(() -> ImageId.of("demo:1.0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("demo:1.0");
    }
}
