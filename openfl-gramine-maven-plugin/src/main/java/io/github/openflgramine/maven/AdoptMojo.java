package io.github.openflgramine.maven;

import io.github.openflgramine.adopt.Adopt;
import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.prepare.FirstImage;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a project of a workspace that exists: made by {@code fx workspace create} of OpenFL 1.3 or newer, or by hand. Adds what is
 * missing (pom.xml, .gitignore, .mvn/jvm.config), changes no file that is there, and reports what will not run in an enclave and
 * how to change it: in the plan, in requirements.txt, and in the code, which the Python of gramine.baseImage reads and does not
 * run (the engine must have that image, for example {@code python:3.11-slim}). Needs no project and, for all but the code, no
 * Docker engine. Code of the workflow API ({@code openfl.experimental}) is refused.
 */
@Mojo(name = "adopt", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AdoptMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    /** The name of the project, the image and the workspace. Default: the directory's name. Example: {@code my-experiment}. */
    @Parameter(property = "openfl.workspaceName")
    private @Nullable String workspaceName;

    /**
     * The base image. It must have Python 3.10 to 3.12, or be Debian or Ubuntu so that apt-get can install Python. Gramine, OpenFL
     * and required packages that it already has are not replaced. Pin it by its digest.
     */
    @Parameter(property = "gramine.baseImage", defaultValue = FirstImage.DEFAULT_BASE)
    private String baseImage;

    @Parameter
    private FormatParameter format;

    @Override
    void run(BuildLog log) throws IOException {
        Adopt.Request request = new Adopt.Request(workspace.directory(), Optional.ofNullable(workspaceName), baseImage);
        result().printJson(new Adopt(() -> Engine.connect(engineAddress()), log)
                .adopt(request)
                .summary());
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
