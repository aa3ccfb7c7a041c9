package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.prepare.BuildFiles;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.prepare.LibraryChanges;
import io.github.openflgramine.prepare.PipInstall;
import io.github.openflgramine.prepare.WheelIndex;
import java.io.File;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The software that {@code prepare} installs in the first image and {@code check} checks before. */
@SuppressWarnings("NullAway.Init")
final class FirstImageParameters implements ParameterGroup {

    /** The version of OpenFL to install if the base image has none. Example: {@code 1.9}. */
    @Parameter(property = "openfl.version", defaultValue = "1.9")
    private String openflVersion;

    /**
     * What to install instead of {@code openfl==VERSION}: any requirement that pip accepts (a Git address, the URL of a wheel), or
     * the path of a wheel or a clone on this machine. A path is relative to the POM and contains a slash: {@code ../openfl}.
     */
    @Parameter(property = "openfl.requirement")
    private @Nullable String openflRequirement;

    /** A pip constraints file that pins versions. {@code numpy<2.4} is always added because OpenFL 1.9 needs it. */
    @Parameter(property = "openfl.constraints")
    private @Nullable File constraints;

    /**
     * The base image. It must have Python 3.10 to 3.12, or be Debian or Ubuntu so that apt-get can install Python. Gramine, OpenFL
     * and required packages that it already has are not replaced. Pin it by its digest.
     */
    @Parameter(property = "gramine.baseImage", defaultValue = FirstImage.DEFAULT_BASE)
    private String baseImage;

    /** Additional options for {@code pip install}, separated by spaces. Example: {@code --no-deps --timeout=60}. */
    @Parameter(property = "gramine.pipOptions")
    private @Nullable String pipOptions;

    /** An additional package index for pip. Example: {@code https://download.pytorch.org/whl/cpu}, which has PyTorch's CPU wheels. */
    @Parameter(property = "gramine.wheelIndex")
    private @Nullable String wheelIndex;

    /**
     * The packages that pip takes from {@code gramine.wheelIndex}, separated by commas. They come from that index alone, and no
     * other package does. Example: {@code torch,torchvision}. Without it pip takes any package from either index.
     */
    @Parameter(property = "gramine.wheelIndexPackages")
    private @Nullable String wheelIndexPackages;

    /** A directory of wheels. pip then installs from this directory only and uses no index. */
    @Parameter(property = "gramine.wheelhouse")
    private @Nullable File wheelhouse;

    /** CA certificates (PEM) that apt and pip trust while the image is built. The image does not contain them. */
    @Parameter(property = "gramine.caBundle")
    private @Nullable File caBundle;

    /**
     * Whether the build replaces libraries that others list as needed but that nothing uses, by empty ones. {@code true}: only where
     * this is proven to change nothing. A comma-separated list of library names ({@code *} and {@code ?} match as in a shell): also
     * these, and what only they bring in, if all is proven but what no program can decide: whether their constructors are needed, and
     * whether code looks them or their functions up by name at run time. Example: {@code libopencv_*.so*}.
     */
    @Parameter(property = "gramine.emptyUnusedLibraries", defaultValue = "false")
    private String emptyUnusedLibraries;

    /**
     * Whether the build removes from libraries what no loader reads: tables of symbols for debuggers, and debugging data. An enclave
     * hashes each whole library, so it starts sooner. TensorFlow's wheels have 200 MB of it.
     */
    @Parameter(property = "gramine.stripLibraries", defaultValue = "false")
    private boolean stripLibraries;

    /**
     * Whether the build moves the first segment of each large library to the end of its file. What is loaded is the same, but Gramine
     * hashes and copies nearly every byte of the library once less, so an enclave starts sooner: 61 MB of the 414 of a numpy aggregator.
     */
    @Parameter(property = "gramine.rearrangeLibraries", defaultValue = "false")
    private boolean rearrangeLibraries;

    String baseImage() {
        return baseImage;
    }

    /**
     * Returns what the build does so that Gramine hashes fewer bytes of libraries.
     *
     * @throws GraminizeException if the parameter is not understood
     */
    LibraryChanges libraryChanges() {
        return LibraryChanges.of(stripLibraries, rearrangeLibraries, emptyUnusedLibraries);
    }

    PipInstall install() {
        return new PipInstall(
                Optional.ofNullable(openflRequirement).orElse("openfl==" + openflVersion),
                new BuildFiles(
                        AbstractGraminizeMojo.path(constraints),
                        AbstractGraminizeMojo.path(wheelhouse),
                        AbstractGraminizeMojo.path(caBundle)),
                WheelIndex.of(
                        Optional.ofNullable(wheelIndex).orElse(""),
                        Optional.ofNullable(wheelIndexPackages).orElse("")),
                Optional.ofNullable(pipOptions).orElse(""));
    }
}
