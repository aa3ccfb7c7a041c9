package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Trains with the histology template, from tiles in the layout of the published archive, with Debian's PyTorch in the
 * base image.
 */
@Tag("heavy")
final class HistologyFederationTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(HistologyFederationTest.class);
    private static final TemplateFederation FEDERATION =
            TemplateFederation.generate(DIRECTORY, "torch_cnn_histology", TorchBase.PROPERTIES);

    @AfterAll
    static void remove_images() {
        FEDERATION.removeImages();
    }

    @Test
    void four_rounds_of_two_collaborators_tell_tissues_apart_better_than_the_first() throws IOException {
        SampleData.histology(FEDERATION.data("Kather_texture_2016_image_tiles_5000.zip"), 8);
        FEDERATION.plan(Map.of("rounds_to_train: 20", "rounds_to_train: 4", "batch_size: 32", "batch_size: 4"));

        Rounds rounds = FEDERATION.train(TorchBase.MOST_MEGABYTES_OF_LIBRARIES);

        assertThat(rounds.last("train/cross_entropy")).isLessThan(0.9 * rounds.first("train/cross_entropy"));
        assertThat(rounds.last("aggregated_model_validation/accuracy"))
                .isGreaterThan(rounds.first("aggregated_model_validation/accuracy"));
    }
}
