package io.github.openflgramine.graminize;

import io.github.openflgramine.Role;
import io.github.openflgramine.gramine.EnclaveSigner;
import io.github.openflgramine.gramine.FinalManifest;
import io.github.openflgramine.gramine.GramineInstallation;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.ManifestTemplate;
import io.github.openflgramine.gramine.PalOffsets;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.image.ImageFilesystem;
import io.github.openflgramine.openfl.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Models and manifests of images, with the plugin's own template. */
abstract class ManifestFixture {

    static final EnclaveOptions OPTIONS = TestOptions.USUAL;
    private static final Path TEMPLATE =
            Path.of("src/main/resources/io/github/openflgramine/gramine/openfl.manifest.ftl");

    @TempDir
    Path root;

    @SuppressWarnings("unchecked")
    static List<String> list(Role role, ImageFilesystem image, String name) {
        return (List<String>) model(role, image).get(name);
    }

    static Map<String, Object> model(Role role, ImageFilesystem image) {
        return model(role, image, OPTIONS, TrustedFilesMode.LEAN);
    }

    static Map<String, Object> model(Role role, ImageFilesystem image, EnclaveOptions options) {
        return model(role, image, options, TrustedFilesMode.LEAN);
    }

    static Map<String, Object> model(Role role, ImageFilesystem image, EnclaveOptions options, TrustedFilesMode mode) {
        ImageLayout layout = new ImageLayout(image, GramineInstallation.of(image), PythonInstallation.of(image));
        try {
            TrustedSelection selection = TrustedSelection.of(
                    new TrustedSelection.Options(mode, Optional.empty()),
                    new Workspace("none", Path.of("no-workspace")),
                    layout,
                    layout.files());
            return ManifestModel.of(role, layout, selection.entries(), "save/demo_init.pbuf", options);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static String render(Role role, ImageFilesystem image) {
        return render(role, image, OPTIONS);
    }

    static String render(Role role, ImageFilesystem image, EnclaveOptions options) {
        try {
            return new ManifestTemplate("openfl.manifest.ftl", Files.readString(TEMPLATE))
                    .render(model(role, image, options));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static FinalManifest complete(Role role, ImageFilesystem image) {
        return complete(role, image, OPTIONS);
    }

    static FinalManifest complete(Role role, ImageFilesystem image, EnclaveOptions options) {
        return new EnclaveSigner(image, GramineVersion.V1_9, PalOffsets.of(image))
                .complete(render(role, image, options), "openfl.manifest.ftl");
    }
}
