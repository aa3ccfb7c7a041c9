package io.github.openflgramine.openfl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.ModelFile.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models that OpenFL 1.9 wrote, and damaged ones. */
final class ModelFileTest {

    @TempDir
    private Path directory;

    @Test
    void a_model_has_a_round_and_tensors_with_their_shapes() throws IOException {
        ModelFile model = model(bytes("model.pbuf"));

        assertThat(model.round()).isEqualTo(2);
        assertThat(model.tensors().stream().map(Tensor::name)).containsExactly("dense/kernel", "bias", "step");
        assertThat(model.tensors().stream().map(Tensor::shape)).containsExactly(List.of(2, 3), List.of(3), List.of());
        assertThatCode(() -> model.requireUncompressed("")).doesNotThrowAnyException();
    }

    @Test
    void the_values_stay_where_they_are_in_the_file() throws IOException {
        byte[] bytes = bytes("model.pbuf");
        Tensor bias = model(bytes).tensors().get(1);

        assertThat(bias.length()).isEqualTo(12);
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat((int) bias.offset()))
                .isEqualTo(-1.5f);
    }

    @Test
    void what_a_pipeline_has_compressed_is_known_as_such() throws IOException {
        ModelFile model = model(bytes("model-kc.pbuf"));

        assertThatThrownBy(() -> model.requireUncompressed("Do something else."))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("the values of dense/kernel were changed by the plan's compression pipeline")
                .hasMessageContaining("Do something else.");
    }

    @Test
    void a_file_that_ends_too_early_is_refused_wherever_it_ends() throws IOException {
        byte[] whole = bytes("model.pbuf");
        int firstTensor = 2 + whole[1];
        for (int length = 0; length < firstTensor; length++) {
            assertRefused(Arrays.copyOf(whole, length), "is not a model as OpenFL writes it: ");
        }
    }

    @Test
    void a_damaged_byte_gives_a_message_or_another_model() throws IOException {
        byte[] whole = bytes("model.pbuf");
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) 0x85;
            try {
                assertThat(model(damaged).tensors()).isNotEmpty();
            } catch (GraminizeException e) {
                assertThat(e).hasMessageContaining("is not a model as OpenFL writes it: ");
            }
        }
    }

    @Test
    void the_message_says_what_is_wrong_and_where() throws IOException {
        byte[] twice = bytes("model.pbuf");
        byte[] both = Arrays.copyOf(twice, 2 * twice.length);
        System.arraycopy(twice, 0, both, twice.length, twice.length);

        assertRefused(both, "two tensors have the same name, at byte " + both.length + ".");
        assertRefused(
                "PK\3\4".getBytes(StandardCharsets.US_ASCII), "field 10 of wire type 0 is unknown there, at byte 1.");
        assertRefused(new byte[0], "it has no tensor, at byte 0.");
    }

    private void assertRefused(byte[] bytes, String words) {
        assertThatThrownBy(() -> model(bytes))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(words);
    }

    private ModelFile model(byte[] bytes) throws IOException {
        return ModelFile.read(Files.write(directory.resolve("model.pbuf"), bytes));
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ModelFile.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }
}
