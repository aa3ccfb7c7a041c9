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
                "torchmetrics",
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
        assertThat(warnings("torch", none, Optional.empty(), "--timeout=60 --index-url=https://own.example.org"))
                .isEmpty();
        BuildFiles wheelhouse = new BuildFiles(Optional.empty(), Optional.of(root), Optional.empty());
        assertThat(warnings("torch", wheelhouse, Optional.empty(), "")).isEmpty();
        Path constraints =
                Files.writeString(root.resolve("constraints.txt"), "# Debian's\ntorch==1.13.0a0+gitunknown\n");
        BuildFiles debian = new BuildFiles(Optional.of(constraints), Optional.empty(), Optional.empty());
        assertThat(warnings("torch>=1.13.0a0", debian, Optional.empty(), "")).isEmpty();
        assertThat(warnings("torch\ntorchaudio", debian, Optional.empty(), "")).hasSize(1);
    }

    private List<String> warnings(String requirements) throws IOException {
        BuildFiles files = new BuildFiles(Optional.empty(), Optional.empty(), Optional.empty());
        return warnings(requirements, files, Optional.of(""), "");
    }

    private List<String> warnings(String requirements, BuildFiles files, Optional<String> index, String options)
            throws IOException {
        Files.writeString(root.resolve("requirements.txt"), requirements);
        List<String> warnings = new ArrayList<>();
        new RequirementsCheck(
                        new BuildLog(line -> {}, warnings::add), new PipInstall("openfl==1.9", files, index, options))
                .check(new Workspace("demo", root));
        return warnings;
    }
}
