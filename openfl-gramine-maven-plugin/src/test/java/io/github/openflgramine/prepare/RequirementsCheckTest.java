package io.github.openflgramine.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.openfl.Workspace;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequirementsCheckTest {

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "torch>=2|PyPI's torch brings 3 GB of CUDA",
                "Torchvision ~= 0.22 ; python_version > '3.9'|PyPI's torchvision brings",
                "tensorflow==2.18.1|Use tensorflow-cpu",
                "tensorflow[and-cuda]|tensorflow[and-cuda] needs CUDA",
                "nvidia-cudnn-cu12|nvidia-cudnn-cu12 needs CUDA",
                "nvidia_nccl|nvidia-nccl needs CUDA",
                "cupy-cuda12x|needs CUDA",
                "onnxruntime-gpu|needs CUDA",
                "jax[cuda12]|needs CUDA",
                "torch==2.1.0+cu118|torch is a build for GPUs (cu118)",
                "torch==2.1.0+rocm6.0|torch is a build for GPUs (rocm6.0)",
                "torch @ https://download.pytorch.org/whl/cu121/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl|(cu121)",
                "https://example.org/torch-2.3.1%2Bcu121-cp311-cp311-linux_x86_64.whl|(cu121)",
                "torch @ https://files.example.org/torch-2.3.1-cp311-cp311-manylinux1_x86_64.whl|PyPI's torch brings",
                "torch>=2.0; sys_platform == 'linux'|PyPI's torch brings",
                "xgboost|Use xgboost-cpu",
                "XGBoost[dask]==3.2.0|Use xgboost-cpu",
                "monai|monai requires torch",
                "sentence_transformers==6.2.0|sentence-transformers requires torch",
                "pytorch-lightning|requires torch",
                "torchmetrics|requires torch",
            })
    void a_package_that_brings_cuda_is_told_by_line(String requirement, String told) throws IOException {
        assertThat(warnings("numpy<2.4\n" + requirement + "\n"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("requirements.txt line 2: ")
                .contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# torch",
                "torch==2.7.0+cpu",
                "torch @ https://download.example.org/torch-2.7.0+cpu.whl",
                "--extra-index-url https://download.example.org/cpu\ntorch",
                "tensorflow-cpu",
                "xgboost-cpu==3.2.0",
                "torchmetrics\ntorch==2.7.0+cpu",
                "torch; sys_platform == 'win32'",
                "monai; python_version < '3.9'",
                "torch @ git+https://example.org/torch.git@v2.7.0",
                "numpy<2.4",
                "",
            })
    void what_is_for_cpus_is_left_alone(String requirements) throws IOException {
        assertThat(warnings(requirements)).isEmpty();
    }

    @Test
    void torch_from_an_index_a_wheelhouse_or_a_distribution_is_left_alone() throws IOException {
        BuildFiles none = new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(warnings("torch", none, Optional.of("https://download.example.org/cpu"), ""))
                .isEmpty();
        assertThat(warnings("torch", none, Optional.empty(), "--timeout=60 --index-url=https://own.example.org/cpu"))
                .isEmpty();
        BuildFiles wheelhouse = new BuildFiles(Optional.empty(), Optional.of(root), Optional.empty());
        assertThat(warnings("torch", wheelhouse, Optional.empty(), "")).isEmpty();
        Path constraints =
                Files.writeString(root.resolve("constraints.txt"), "# Debian's\ntorch==1.13.0a0+gitunknown\n");
        BuildFiles debian = new BuildFiles(Optional.of(constraints), Optional.empty(), Optional.empty());
        assertThat(warnings("torch>=1.13.0a0", debian, Optional.empty(), "")).isEmpty();
        assertThat(warnings("torch\ntorchaudio", debian, Optional.empty(), "")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--extra-index-url https://pypi.example.org/simple",
                "--index-url https://pypi.example.org/simple",
                "--extra-index-url https://download.pytorch.org/whl/cu118",
                "-f https://example.org/wheels",
            })
    void another_index_need_not_have_wheels_for_cpus(String option) throws IOException {
        assertThat(warnings(option + "\ntorch==2.7.0\n"))
                .singleElement()
                .asString()
                .startsWith("requirements.txt line 2: PyPI's torch brings");
    }

    @Test
    void a_line_of_an_included_file_is_told_by_its_file() throws IOException {
        Files.createDirectories(root.resolve("requirements"));
        Files.writeString(root.resolve("requirements/base.txt"), "\n\nxgboost\n");

        assertThat(warnings("-r requirements/base.txt\n"))
                .singleElement()
                .asString()
                .startsWith("requirements/base.txt line 3: PyPI's xgboost");
    }

    @Test
    void what_pip_passes_over_or_replaces_is_told() throws IOException {
        assertThat(warnings("torch==2.7.0+cpu --index-url https://example.org/cpu\n"))
                .containsExactly(
                        "requirements.txt line 1: pip ignores --index-url here. Write it on a line of its own.");
        assertThat(warnings("-i https://${TOKEN}@example.org/simple\n"))
                .singleElement()
                .asString()
                .startsWith("requirements.txt line 1: pip replaces ${TOKEN} only if")
                .contains("-Ddocker.buildArg.TOKEN=");
    }

    private List<String> warnings(String requirements) throws IOException {
        BuildFiles files = new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty());
        return warnings(requirements, files, Optional.of(""), "");
    }

    private List<String> warnings(String requirements, BuildFiles files, Optional<String> index, String options)
            throws IOException {
        Files.writeString(root.resolve("requirements.txt"), requirements);
        List<String> warnings = new ArrayList<>();
        PipInstall pip =
                new PipInstall("openfl==1.9", files, index.flatMap(address -> WheelIndex.of(address, "")), options);
        PipRequirements read = PipRequirements.read(new Workspace("demo", root), pip);
        new RequirementsCheck(new BuildLog(line -> {}, warnings::add), read, pip).check();
        return warnings;
    }
}
