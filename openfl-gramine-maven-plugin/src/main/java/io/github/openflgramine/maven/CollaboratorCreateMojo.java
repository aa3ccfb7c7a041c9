package io.github.openflgramine.maven;

import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.util.Locale;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Records in {@code plan/data.yaml} where a collaborator's data is. */
@Mojo(name = "collaborator-create", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorCreateMojo extends AbstractGraminizeMojo {

    @Parameter
    private WorkspaceParameter workspace;

    @Parameter
    private CollaboratorParameter collaborator;

    /** The data path for the plan's data loader: a path relative to the workspace, or a shard number. Default: {@code data/NAME}. */
    @Parameter(property = "openfl.dataPath")
    private @Nullable String dataPath;

    @Override
    void run(BuildLog log) throws IOException {
        String name = collaborator.required();
        String data = dataPath == null ? "data/" + name.toLowerCase(Locale.ROOT) : dataPath;
        new CollaboratorCertificates(workspace.directory(), log).create(name, data);
    }
}
