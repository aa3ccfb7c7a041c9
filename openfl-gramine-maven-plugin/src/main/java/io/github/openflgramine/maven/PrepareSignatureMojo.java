package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.PrepareSignature;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * First step of offline signing: writes {@code NAME.tbs}, the 256 bytes to sign; next to it {@code NAME.tbs.json}, which describes
 * them for the signer; and {@code NAME.manifest.sgx}. Prints the same information and the next commands. {@code attach-signature} is
 * the second step.
 *
 * <p>In a workspace, after an unsigned {@code mvn package}: for both roles, as that build measured them, in {@code
 * target/openfl-gramine/signatures}. With gramine.manifest, also without a project: for that manifest, like {@code sign-manifest}.
 */
@Mojo(name = "prepare-signature", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class PrepareSignatureMojo extends AbstractGraminizeMojo {

    @Parameter
    private ManifestParameters manifest;

    @Parameter
    private GramineVersionParameter gramine;

    @Parameter
    private SigstructParameters sigstruct;

    @Parameter
    private ProductionParameter production;

    @Parameter
    private OutputParameter output;

    @Parameter
    private WorkDirectoryParameter work;

    @Override
    void run(BuildLog log) throws IOException {
        SigstructDate date = sigstruct.date(this);
        PrepareSignature goal = new PrepareSignature(log, new ProductionGate(production.isProduction(), log));
        if (manifest.manifest().isEmpty() && hasPom()) {
            SignatureDirectory directory = new SignatureDirectory(
                    project(), work.directory(), output.directory().orElse(null));
            goal.ofWorkspace(new PrepareSignature.WorkspaceRequest(
                    work.directory(), directory.path(), date, directory.attachCommand()));
        } else {
            String plugin =
                    execution().getMojoDescriptor().getPluginDescriptor().getId();
            goal.ofManifest(new PrepareSignature.ManifestRequest(
                    manifest.declared("the manifest to prepare for signing, as there is no project here", gramine),
                    output.directory(),
                    date,
                    "mvn " + plugin + ":attach-signature -Dgramine.publicKey=PUBLIC.pem"));
        }
    }
}
