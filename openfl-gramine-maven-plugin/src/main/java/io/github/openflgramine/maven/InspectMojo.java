package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.verify.Inspect;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows the contents of a SIGSTRUCT, a manifest or an image, as a table or as JSON: measurement, signer, attributes, sizes, threads,
 * files, environment, arguments, insecure settings; for an image, its labels and all of this for each role. Field names are those
 * of {@code gramine-sgx-sigstruct-view}. The result goes to standard output; with {@code mvn -q} nothing else is printed.
 */
@Mojo(name = "inspect", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class InspectMojo extends AbstractGraminizeMojo {

    @Parameter
    private InspectedParameters inspected;

    @Parameter
    private FormatParameter format;

    @Parameter
    private ImageParameter image;

    @Override
    void run(BuildLog log) throws IOException {
        result().print(Inspect.describe(
                new Inspect.Subject(inspected.file(), image.image()), () -> Engine.connect(engineAddress())));
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
