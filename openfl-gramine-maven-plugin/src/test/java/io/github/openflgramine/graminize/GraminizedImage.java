package io.github.openflgramine.graminize;

import io.github.openflgramine.ImageId;
import io.github.openflgramine.openfl.TestWorkspace;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.BuiltImage;
import io.github.openflgramine.product.ImageNames;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.signing.SignatureSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The output of graminize for a {@link TestImage}, as input for later goals. */
public final class GraminizedImage {

    private GraminizedImage() {}

    /** Returns the directory with the manifests and measurements.json. */
    public static Path of(Path directory, TestImage image, boolean debug, Optional<SignatureSource> signing)
            throws IOException {
        Path workspace = directory.resolve("workspace");
        Path work = directory.resolve("work");
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        new Graminize(silent, new ProductionGate(false, silent))
                .graminize(new Graminize.Request(
                        TestWorkspace.in(workspace).open(),
                        new ImageNames("demo", "1.0"),
                        "demo:1.0-first-mark",
                        () -> new BuiltImage(ImageId.of("sha256:" + "cd".repeat(32)), image.image()),
                        Optional.empty(),
                        TestOptions.of(TestOptions.capacity("4G", 64), 2, debug, Protections.NONE),
                        new TrustedSelection.Options(TrustedFilesMode.FULL, Optional.empty()),
                        signing,
                        work));
        return work;
    }
}
