package io.github.openflgramine.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The table in docs/existing-workspace.md: each template of OpenFL 1.9 that needs no GPU, made by the real fx, with few data
 * in the form that its loader reads, ends in a model that a Python without OpenFL loads, or is refused with the reason.
 */
@Tag("heavy")
final class OfficialTemplatesTest {

    private static final Path DIRECTORY = MavenBuild.workDirectory(OfficialTemplatesTest.class);
    private static final String KERAS = "keras==3.10.0\ntensorflow-cpu==2.18.0\n";
    private static final String DOWNLOAD = "    origin_folder = .*?    with np.load\\(path\\)";
    private static final String DOWNLOAD_BY_KERAS = "    \\(X_train_tot, [^=]*= keras.datasets.mnist.load_data\\(\\)\n";
    private static final String LOAD_KERAS = """
            import glob, importlib.util, keras
            if importlib.util.find_spec("src.model"):
                from src.model import CNNModel
                keras.utils.get_custom_objects()["CNNModel"] = CNNModel
            print(keras.models.load_model(*glob.glob("/model/*best.keras")).count_params() > 1000)
            """;
    private static final String FROM_DATA = """
                with np.load('data/mnist.npz') as files:
                    X_train_tot, y_train_tot = files['x_train'], files['y_train']
                    X_valid_tot, y_valid_tot = files['x_test'], files['y_test']
            """;

    @Test
    void xgb_higgs() throws Exception {
        OfficialTemplate template = OfficialTemplate.created(DIRECTORY, "xgb_higgs")
                .told("modin starts processes of its own", "PyPI's xgboost includes GPU support.")
                .file("requirements.txt", "scikit-learn\nxgboost-cpu\n")
                .edit("src/dataloader.py", "import modin.pandas", "import pandas")
                .file("plan/data.yaml", "col1,data/1\ncol2,data/2\n")
                .rounds(3)
                .data("higgs")
                .wheels();
        try {
            assertThat(template.trained().loaded("""
                            import xgboost
                            print(xgboost.Booster(model_file="/model/best.json").num_boosted_rounds() > 0)
                            """)).containsExactly("True");
        } finally {
            template.remove();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch/mnist", "torch/mnist_straggler_check", "torch/mnist_eden_compression"})
    void pytorch_s_digits(String name) throws Exception {
        OfficialTemplate template =
                withPytorch(name).told("PyPI's torchvision brings 3 GB of CUDA").data("mnist_idx");
        try {
            assertThat(template.trained().loaded("""
                            import glob, torch
                            weights = torch.load(*glob.glob("/model/*best.pt"))["model_state_dict"]
                            torch.save(weights, "/model/weights.pt")
                            print(len(weights) > 4)
                            """)).containsExactly("True");
            if (name.equals("torch/mnist")) {
                // Not best.pt: OpenFL reads it with weights_only, for which PyTorch before 2.0 knows no learning rate.
                template.begun("weights.pt").assertSuccess();
                template.edit("src/cnn_model.py", "Linear\\(800, 500\\)", "Linear(800, 400)")
                        .edit("src/cnn_model.py", "Linear\\(500, 10\\)", "Linear(400, 10)");
                template.begun("weights.pt")
                        .assertFailure(
                                "plan-initialize", "openfl.initialModel: the given model does not fit", "fc1.weight");
            }
        } finally {
            template.remove();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch/histology", "torch/histology_fedcurv"})
    void pytorch_s_tiles(String name) throws Exception {
        OfficialTemplate template = withPytorch(name).data("tiles");
        if (name.endsWith("fedcurv")) {
            template.edit(
                    "src/dataloader.py",
                    "(        self.num_classes = 8\n)",
                    "$1        if data_path is None:\n            return\n");
        }
        try {
            assertThat(template.trained().loaded("""
                            import glob, torch
                            print(len(torch.load(*glob.glob("/model/*best.pt"))["model_state_dict"]) > 4)
                            """)).containsExactly("True");
        } finally {
            template.remove();
        }
    }

    @Test
    void scans_of_brains() throws Exception {
        OfficialTemplate template = OfficialTemplate.created(DIRECTORY, "keras/2dunet")
                .told("PyPI's tensorflow includes GPU support.")
                .file("requirements.txt", KERAS + "nibabel\n")
                .edit("src/dataloader.py", "return \\[240, 240, 4\\]", "return [128, 128, 1]")
                .file("plan/data.yaml", "col1,data/1\ncol2,data/2\n")
                .rounds(2)
                .data("scans")
                .wheels();
        try {
            assertThat(template.trained().loaded("""
                            import keras
                            print(keras.models.load_model("/model/best.keras", compile=False).count_params() > 1000)
                            """)).contains("True");
        } finally {
            template.remove();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"keras/mnist", "keras/tensorflow/mnist"})
    void keras_digits_with_tensorflow(String name) throws Exception {
        OfficialTemplate template = OfficialTemplate.created(DIRECTORY, name)
                .told("PyPI's tensorflow includes GPU support.", "get_file downloads without checking first")
                .file("requirements.txt", KERAS)
                .edit("src/mnist_utils.py", "from tensorflow[^\n]*get_file\n", "")
                .edit("src/mnist_utils.py", DOWNLOAD, "    with np.load('data/mnist.npz')")
                .rounds(2)
                .data("mnist_npz")
                .wheels();
        try {
            assertThat(template.trained().loaded(LOAD_KERAS)).contains("True");
        } finally {
            template.remove();
        }
    }

    @Test
    void keras_digits_with_jax() throws Exception {
        OfficialTemplate template = OfficialTemplate.created(DIRECTORY, "keras/jax/mnist")
                .told("PyPI's tensorflow includes GPU support.")
                .with(Map.of("gramine.environment", "KERAS_BACKEND=jax"))
                .file("requirements.txt", "jax==0.5.0\n" + KERAS)
                .edit("src/mnist_utils.py", DOWNLOAD_BY_KERAS, FROM_DATA)
                .rounds(2)
                .data("mnist_npz")
                .wheels();
        try {
            assertThat(template.trained().loaded("import os; os.environ['KERAS_BACKEND'] = 'jax'\n" + LOAD_KERAS))
                    .contains("True");
        } finally {
            template.remove();
        }
    }

    @Test
    void a_histogram_is_the_result_and_no_model() throws IOException {
        OfficialTemplate template = OfficialTemplate.created(DIRECTORY, "federated_analytics/histogram")
                .told("this writes below data/, which can only be read in an enclave.")
                .edit("src/dataloader.py", "        self._download_raw_data\\(\\)\n", "")
                .edit("src/dataloader.py", "pd.read_csv\\('./data/client.csv'\\)", "load_iris(as_frame=True)['data']");
        try {
            template.trained();
            assertThat(template.directory().resolve("target/federation/aggregator/save/result.json"))
                    .content()
                    .contains("sepal length (cm) histogram");
            template.maven()
                    .run("openfl-gramine:model-save")
                    .assertFailure("model-save", "is the result of federated analytics");
        } finally {
            template.remove();
        }
    }

    @Test
    void means_of_smokers() throws IOException {
        OfficialTemplate template = OfficialTemplate.created(DIRECTORY, "federated_analytics/smokers_health")
                .told("subprocess.run starts a process")
                .edit("src/dataloader.py", "        self._download_raw_data\\(\\)\n", "")
                .data("smokers");
        try {
            template.trained();
            assertThat(template.directory().resolve("target/federation/aggregator/save/result.json"))
                    .content()
                    .contains("age_40_sex_female_current_smoker_no");
        } finally {
            template.remove();
        }
    }

    /** Returns a template for two rounds with Debian's PyTorch, as PyPI has none for CPUs alone. */
    private static OfficialTemplate withPytorch(String name) throws Exception {
        Path wheels = Files.createDirectories(DIRECTORY.resolve("wheels"));
        Wheels.torchvision(wheels);
        return OfficialTemplate.created(DIRECTORY, name)
                .told("PyPI's torch brings 3 GB of CUDA")
                .with(Map.of("gramine.baseImage", TorchBase.IMAGE, "gramine.wheelhouse", wheels.toString()))
                .file("requirements.txt", "torch\ntorchvision\n")
                .rounds(2);
    }
}
