package io.github.openflgramine.prepare;

import io.github.openflgramine.python.Requirement;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages of PyPI that install CUDA, by what PyPI said of them in November 2026 (Requires-Dist of their newest
 * wheels for Linux), and the names of builds for CUDA (PEP 440's local versions, as PyTorch's indexes have them).
 */
final class CudaPackages {

    /**
     * Packages whose wheels on PyPI require NVIDIA's. PyTorch's own index has them for CPUs, under the same names: torch
     * 2.15.0 requires cuda-toolkit, nvidia-cudnn-cu13, nvidia-nccl-cu13 and others; torchvision 0.29.2 and torchaudio
     * 2.11.1 require torch.
     */
    private static final Set<String> TORCH = Set.of("torch", "torchvision", "torchaudio");

    /** Packages that require torch without an extra, each with the version that was looked at. */
    private static final Map<String, String> REQUIRE_TORCH = Map.ofEntries(
            Map.entry("accelerate", "1.15.0"),
            Map.entry("captum", "0.9.0"),
            Map.entry("fastai", "2.8.12"),
            Map.entry("kornia", "0.9.0"),
            Map.entry("lightning", "2.6.6"),
            Map.entry("monai", "1.6.1"),
            Map.entry("nnunetv2", "2.8.1"),
            Map.entry("opacus", "1.6.0"),
            Map.entry("peft", "0.21.2"),
            Map.entry("pytorch-lightning", "2.6.6"),
            Map.entry("pytorch-tabnet", "4.1.0"),
            Map.entry("segmentation-models-pytorch", "0.6.0"),
            Map.entry("sentence-transformers", "6.2.0"),
            Map.entry("timm", "1.0.31"),
            Map.entry("torchio", "1.2.1"),
            Map.entry("torchmetrics", "1.9.0"),
            Map.entry("torchtext", "0.18.0"),
            Map.entry("ultralytics", "8.4.190"));

    /**
     * The names for CPUs of packages that bring GPU support: xgboost 3.2.0 requires nvidia-nccl-cu12, xgboost-cpu 3.2.0 does not;
     * tensorflow's wheels contain it.
     */
    private static final Map<String, String> FOR_CPUS =
            Map.of("xgboost", "xgboost-cpu", "tensorflow", "tensorflow-cpu");

    /** NVIDIA's own packages, and those that are made for its GPUs by their names. */
    private static final Pattern BY_NAME =
            Pattern.compile("(nvidia|cuda|cupy|pycuda)(-.*|)|cupy.*|triton|.*-gpu|.*-cu1[0-9]");

    private static final Pattern BUILD = Pattern.compile("cu[0-9]+|rocm[0-9.]*|xpu");

    /** The last part of the address of an index or wheel that says what its builds are for. */
    private static final Pattern PLACE = Pattern.compile(".*/(cpu|cu[0-9]{2,}|rocm[0-9.]*|xpu)(?:[/_.-].*)?");

    /** The local version in the file name at the end of an address. */
    private static final Pattern FILE = Pattern.compile("[^#?]*/[^/#?]*?(?:\\+|%2b)([a-z0-9.]+)[^/#?]*(?:[#?].*)?");

    private CudaPackages() {}

    static boolean isByName(Requirement one) {
        return BY_NAME.matcher(name(one)).matches() || one.extras().stream().anyMatch(extra -> extra.contains("cuda"));
    }

    /** Returns the package to use instead of one that brings GPU support. */
    static Optional<String> forCpus(Requirement one) {
        return one.kind() == Requirement.Kind.VCS ? Optional.empty() : Optional.ofNullable(FOR_CPUS.get(name(one)));
    }

    static boolean isTorch(Requirement one) {
        return TORCH.contains(name(one));
    }

    static boolean requiresTorch(Requirement one) {
        return REQUIRE_TORCH.containsKey(name(one));
    }

    /** Returns the part of a version or address that says that a package was built for a GPU, such as {@code cu118}. */
    static Optional<String> build(Requirement one) {
        return local(one)
                .or(() -> one.address().flatMap(address -> place(address.text())))
                .filter(build -> BUILD.matcher(build).matches());
    }

    /**
     * Returns whether a package is surely not PyPI's: it has a local version (PEP 440), such as 2.7.0+cpu or a
     * distribution's own, which PyPI does not accept; or it is built from a repository.
     */
    static boolean isFromElsewhere(Requirement one) {
        return one.kind() == Requirement.Kind.VCS
                || one.kind() == Requirement.Kind.EDITABLE
                || local(one).isPresent()
                || one.address().flatMap(address -> place(address.text())).isPresent();
    }

    /** Returns whether an index has builds for CPUs, by its address. */
    static boolean isForCpus(String index) {
        return place(index).filter("cpu"::equals).isPresent();
    }

    /** Returns whether an index has builds for GPUs, by its address. */
    static boolean isForGpus(String index) {
        return place(index).filter(build -> BUILD.matcher(build).matches()).isPresent();
    }

    private static Optional<String> place(String address) {
        return first(PLACE, address);
    }

    private static Optional<String> first(Pattern pattern, String address) {
        Matcher found = pattern.matcher(address.toLowerCase(Locale.ROOT));
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Optional<String> local(Requirement one) {
        return one.versions()
                .exact()
                .filter(version -> version.contains("+"))
                .map(version -> version.substring(version.indexOf('+') + 1).toLowerCase(Locale.ROOT))
                .or(() -> one.kind() == Requirement.Kind.URL
                        ? one.address().flatMap(address -> first(FILE, address.text()))
                        : Optional.empty());
    }

    private static String name(Requirement one) {
        return one.name().map(Object::toString).orElse("");
    }
}
