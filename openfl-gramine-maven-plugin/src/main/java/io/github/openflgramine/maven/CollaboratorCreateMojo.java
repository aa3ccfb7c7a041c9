package io.github.openflgramine.maven;

import io.github.openflgramine.certify.CollaboratorCertificates;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.util.Locale;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Notes in {@code plan/data.yaml} where a collaborator's data lies. */
@Mojo(name = "collaborator-create", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class CollaboratorCreateMojo extends AbstractCertificateMojo {

    /** The collaborator's name: letters, digits, '.', '_' and '-'; lower-cased. Example: {@code -Dopenfl.collaborator=hospital1}. */
    @Parameter(property = "openfl.collaborator")
    private @Nullable String collaborator;

    /** What the plan's data loader takes: a path relative to the workspace or a shard's number. Default: {@code data/NAME}. */
    @Parameter(property = "openfl.dataPath")
    private @Nullable String dataPath;

    @Override
    void run(BuildLog log) throws IOException {
        String name = required(collaborator, "openfl.collaborator", "the collaborator's name");
        String data = dataPath == null ? "data/" + name.toLowerCase(Locale.ROOT) : dataPath;
        new CollaboratorCertificates(workspace(), log).create(name, data);
    }
}
