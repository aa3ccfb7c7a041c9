package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.signing.PrepareSignature;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/**
 * The first half of signing with a key that is elsewhere: writes {@code NAME.tbs}, the 256 bytes that are to be signed, beside
 * it {@code NAME.tbs.json} with all that a signer wants to see, and {@code NAME.manifest.sgx}. Prints the same, and the
 * commands that come next; {@code attach-signature} is the other half.
 *
 * <p>In a workspace, after an unsigned {@code mvn package}: for both roles, as that build has measured them, in {@code
 * target/openfl-gramine/signatures}. With gramine.manifest, also without a project: for that manifest, as {@code
 * sign-manifest} would sign it.
 */
@Mojo(name = "prepare-signature", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class PrepareSignatureMojo extends AbstractManifestMojo {

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
    private PluginDescriptor plugin;

    /** Where {@code mvn package} has written manifests and measurements. */
    @Parameter(defaultValue = "${project.build.directory}/openfl-gramine")
    private File workDirectory;

    @Override
    void run(BuildLog log) throws IOException {
        PrepareSignature goal = new PrepareSignature(log, gate(log));
        if (manifest().isEmpty() && project.getFile() != null) {
            SignatureDirectory directory = new SignatureDirectory(project, workDirectory.toPath(), output());
            goal.ofWorkspace(new PrepareSignature.WorkspaceRequest(
                    workDirectory.toPath(), directory.path(), day(), directory.attachCommand()));
        } else {
            goal.ofManifest(new PrepareSignature.ManifestRequest(
                    declared("the manifest to prepare for signing, as there is no project here"),
                    output(),
                    day(),
                    "mvn " + plugin.getId() + ":attach-signature -Dgramine.publicKey=PUBLIC.pem"));
        }
    }
}
