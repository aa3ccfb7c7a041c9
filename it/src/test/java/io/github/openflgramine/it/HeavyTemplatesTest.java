package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trains with templates whose frameworks or data make it slow. */
@Tag("heavy")
final class HeavyTemplatesTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(HeavyTemplatesTest.class);

    /** TensorFlow's own library is most of it. */
    private static final double MOST_MEGABYTES_OF_KERAS = 960;

    /** A framework's wheels and those that it requires, the same for each of its templates. */
    private static final Path KERAS_WHEELS = DIRECTORY.resolve("keras-wheels");

    private static final Path XGBOOST_WHEELS = DIRECTORY.resolve("xgboost-wheels");

    /** SciPy's and OpenBLAS' libraries are most of it. */
    private static final double MOST_MEGABYTES_OF_SCIKIT_LEARN = 180;

    /** SciPy's, OpenBLAS' and XGBoost's libraries are most of it. */
    private static final double MOST_MEGABYTES_OF_XGBOOST = 190;

    @Test
    void the_digits_are_read_better_in_each_round_with_scikit_learn() throws IOException {
        TemplateFederation digits = TemplateFederation.generate(DIRECTORY, "sklearn", Map.of());
        try {
            Rounds rounds = digits.train(MOST_MEGABYTES_OF_SCIKIT_LEARN);

            assertThat(rounds.last("aggregated_model_validation/accuracy")).isGreaterThan(0.85);
            assertThat(rounds.last("train/loss")).isLessThan(rounds.first("train/loss"));
        } finally {
            digits.removeImages();
        }
    }

    @Test
    void trees_of_two_collaborators_tell_collisions_apart_better_in_each_round_with_xgboost() throws Exception {
        TemplateFederation higgs = fromWheels("xgb_higgs", XGBOOST_WHEELS);
        try {
            downloadWheels(higgs, XGBOOST_WHEELS);
            SampleCollisions.write(higgs.data("higgs/HIGGS.csv.gz"));
            higgs.plan(Map.of("rounds_to_train: 20", "rounds_to_train: 4"));

            Rounds rounds = higgs.train(MOST_MEGABYTES_OF_XGBOOST);

            assertThat(rounds.last("aggregated_model_validation/accuracy")).isGreaterThan(0.7);
            assertThat(rounds.last("train/logloss")).isLessThan(rounds.first("train/logloss"));
            PythonTests.run("xgb_higgs_model", higgs.workspace(), higgs.firstImage());
        } finally {
            higgs.removeImages();
        }
    }

    @Test
    void a_workspace_with_code_from_before_the_python_package_works_as_it_is() throws IOException {
        TemplateFederation former = TemplateFederation.generate(DIRECTORY, "numpy", Map.of());
        try {
            Path source = former.workspace().resolve("src");
            for (String module : List.of("aggregator.py", "dataset.py", "tensordb.py")) {
                Files.writeString(
                        source.resolve(module),
                        Files.readString(PythonTests.PACKAGE.resolve("main/python/openfl_gramine/" + module))
                                .replace("from openfl_gramine", "from src"));
            }
            Path loader = source.resolve("dataloader.py");
            Files.writeString(loader, Files.readString(loader).replace("from openfl_gramine", "from src"));
            Files.copy(
                    PythonTests.DIRECTORY.resolve("numpy/former.py"),
                    source.resolve("taskrunner.py"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(former.workspace().resolve("requirements.txt"), "numpy==2.3.5\n");
            former.plan(Map.of("openfl_gramine.aggregator", "src.aggregator"));

            Rounds rounds = former.train(NumpyFederationTest.MOST_MEGABYTES_OF_LIBRARIES);

            assertThat(rounds.last("aggregated_model_validation/accuracy")).isGreaterThan(0.9);
            assertThat(Docker.run(
                            "run",
                            "--rm",
                            "--entrypoint=ls",
                            former.firstImage(),
                            "/usr/local/lib/python3.11/dist-packages"))
                    .contains("openfl")
                    .doesNotContain("openfl_gramine");
        } finally {
            former.removeImages();
        }
    }

    @Test
    void the_digits_of_the_published_format_are_read_better_in_each_round_with_pytorch() throws IOException {
        TemplateFederation digits = TemplateFederation.generate(DIRECTORY, "torch_cnn_mnist", TorchBase.PROPERTIES);
        try {
            SampleDigits.idx(digits.data("mnist"));
            digits.plan(Map.of("rounds_to_train: 10", "rounds_to_train: 3", "batch_size: 64", "batch_size: 8"));

            Rounds rounds = digits.train(TorchBase.MOST_MEGABYTES_OF_LIBRARIES);

            assertThat(rounds.last("aggregated_model_validation/accuracy"))
                    .isGreaterThan(rounds.first("aggregated_model_validation/accuracy"));
            assertThat(rounds.last("train/cross_entropy")).isLessThan(0.9 * rounds.first("train/cross_entropy"));
        } finally {
            digits.removeImages();
        }
    }

    @Test
    void made_up_tiles_are_told_apart_without_a_file_in_data() throws IOException {
        TemplateFederation tiles =
                TemplateFederation.generateSynthetic(DIRECTORY, "torch_cnn_histology", TorchBase.PROPERTIES);
        try {
            tiles.plan(Map.of(
                    "rounds_to_train: 20", "rounds_to_train: 3",
                    "synthetic: 160", "synthetic: 64",
                    "batch_size: 32", "batch_size: 4"));
            MavenResult refused =
                    tiles.maven().with("gramine.production", "true").run("validate");
            refused.assertFailure("check", "gramine.production=true refuses each of these:");
            assertThat(refused.text()).contains("synthetic makes up the data", "Remove the line synthetic.");

            MavenResult federation = tiles.federation();

            assertThat(federation.text())
                    .contains("THE DATA ARE MADE UP (source.synthetic in plan/plan.yaml): 64 items.");
            Rounds rounds = Rounds.of(tiles.workspace());
            assertThat(rounds.last("train/cross_entropy")).isLessThan(rounds.first("train/cross_entropy"));
        } finally {
            tiles.removeImages();
        }
    }

    @Test
    void what_the_digits_teach_pytorch_passes_through_pipelines_that_cluster_it() throws IOException {
        TemplateFederation digits =
                TemplateFederation.generateSynthetic(DIRECTORY, "torch_cnn_mnist", TorchBase.PROPERTIES);
        try {
            digits.plan(Map.of(
                    "rounds_to_train: 10", "rounds_to_train: 3",
                    "synthetic: 1000", "synthetic: 400",
                    "batch_size: 64", "batch_size: 8"));
            String pipeline = "NoCompressionPipeline\n  settings: {}";
            for (String other : List.of(
                    "KCPipeline\n  settings: {n_clusters: 6}",
                    "SKCPipeline\n  settings: {n_clusters: 6, p_sparsity: 0.5}")) {
                digits.plan(Map.of(pipeline, other));
                pipeline = other;

                digits.federation();

                Rounds rounds = Rounds.of(digits.workspace());
                assertThat(rounds.last("train/cross_entropy"))
                        .as(pipeline)
                        .isLessThan(rounds.first("train/cross_entropy"));
            }
        } finally {
            digits.removeImages();
        }
    }

    @Test
    void the_kvasir_workspace_finds_polyps_better_in_its_last_round_than_in_its_first() throws IOException {
        TemplateFederation kvasir = TemplateFederation.generate(DIRECTORY, "torch_unet_kvasir", TorchBase.PROPERTIES);
        try {
            SampleData.kvasir(kvasir.data("kvasir.zip"), 16);
            kvasir.plan(Map.of(
                    "rounds_to_train: 40", "rounds_to_train: 3",
                    "image_size: 332", "image_size: 96",
                    "batch_size: 4", "batch_size: 2"));

            Rounds rounds = kvasir.train(TorchBase.MOST_MEGABYTES_OF_LIBRARIES);

            assertThat(rounds.last("aggregated_model_validation/dice_coef"))
                    .isGreaterThan(rounds.first("aggregated_model_validation/dice_coef"));
            assertThat(rounds.last("train/soft_dice_loss")).isLessThan(rounds.first("train/soft_dice_loss"));
        } finally {
            kvasir.removeImages();
        }
    }

    @Test
    void the_translations_get_better_with_tensorflow_from_a_wheelhouse_and_without_an_index() throws Exception {
        TemplateFederation nlp = fromWheels("keras_nlp", KERAS_WHEELS);
        try {
            downloadWheels(nlp, KERAS_WHEELS);
            SampleData.sentences(nlp.data("fra.txt"));
            nlp.plan(Map.of("rounds_to_train: 10", "rounds_to_train: 4", "batch_size: 32", "batch_size: 8"));

            Rounds rounds = nlp.train(MOST_MEGABYTES_OF_KERAS);

            assertThat(rounds.last("aggregated_model_validation/accuracy"))
                    .isGreaterThan(rounds.first("aggregated_model_validation/accuracy"));
            assertThat(rounds.last("train/loss")).isLessThan(0.9 * rounds.first("train/loss"));
            PythonTests.run("keras_nlp_model", nlp.workspace(), nlp.firstImage());
        } finally {
            nlp.removeImages();
        }
    }

    @Test
    void the_digits_of_keras_file_are_read_better_in_each_round_with_tensorflow() throws Exception {
        TemplateFederation digits = fromWheels("keras_cnn_mnist", KERAS_WHEELS);
        try {
            downloadWheels(digits, KERAS_WHEELS);
            SampleDigits.npz(digits.data("mnist/mnist.npz"));
            digits.plan(Map.of("rounds_to_train: 10", "rounds_to_train: 3", "batch_size: 64", "batch_size: 8"));

            Rounds rounds = digits.train(MOST_MEGABYTES_OF_KERAS);

            assertThat(rounds.last("aggregated_model_validation/accuracy"))
                    .isGreaterThan(rounds.first("aggregated_model_validation/accuracy"));
            assertThat(rounds.last("train/loss")).isLessThan(0.9 * rounds.first("train/loss"));
            PythonTests.run("keras_cnn_mnist_model", digits.workspace(), digits.firstImage());
        } finally {
            digits.removeImages();
        }
    }

    private static TemplateFederation fromWheels(String template, Path wheels) {
        return TemplateFederation.generate(DIRECTORY, template, Map.of("gramine.wheelhouse", wheels.toString()));
    }

    private static void downloadWheels(TemplateFederation federation, Path wheels) throws Exception {
        federation
                .maven()
                .with("gramine.output", wheels.toString())
                .run("openfl-gramine:python-package")
                .assertSuccess();
        Wheels.download(federation.workspace(), wheels);
    }
}
