package io.github.openflgramine.maven;

import io.github.openflgramine.prepare.PythonPackage;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes the Python package {@code openfl-gramine} of this plugin, a wheel: for a notebook, or for a directory of wheels
 * ({@code gramine.wheelhouse}). An image needs no such file, because the build has the package. Example: {@code mvn
 * openfl-gramine:python-package -Dgramine.output=wheels}.
 */
@Mojo(name = "python-package", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class PythonPackageMojo extends AbstractGraminizeMojo {

    @Parameter
    private OutputParameter output;

    @Override
    void run(BuildLog log) throws IOException {
        Path usual = basedir().resolve("target").resolve("openfl-gramine").resolve("python");
        PythonPackage.bundled().write(output.directory().orElse(usual), log);
    }
}
