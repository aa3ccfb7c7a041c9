package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.sgx.VerifyingKey;
import io.github.openflgramine.sgx.VerifyingKeyReader;
import io.github.openflgramine.signing.AttachSignature;
import java.io.File;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * The second half of signing with a key that is elsewhere: takes the RSA signature of what {@code prepare-signature} wrote,
 * verifies it, and completes the SIGSTRUCT, {@code NAME.sig}. No private key is needed.
 *
 * <p>In a workspace: for both roles, from {@code ROLE.tbs} and {@code ROLE.rsa} in {@code
 * target/openfl-gramine/signatures}; {@code mvn install -Dgramine.signatures=…} then builds the signed image. With
 * gramine.tbs, also without a project: for that file.
 */
@Mojo(name = "attach-signature", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AttachSignatureMojo extends AbstractGraminizeMojo {

    /**
     * The public key of who has signed, PEM: a public key ({@code openssl pkey -in KEY.pem -pubout}) or a certificate. RSA with
     * 3072 bits and public exponent 3.
     */
    @Parameter(property = "gramine.publicKey")
    private @Nullable File publicKey;

    /** What was signed: {@code NAME.tbs}, as prepare-signature wrote it. Default, in a workspace: both roles' files. */
    @Parameter(property = "gramine.tbs")
    private @Nullable File tbs;

    /**
     * The signature of gramine.tbs: the 384 bytes as {@code openssl dgst -sha256 -sign KEY.pem -out NAME.rsa NAME.tbs} writes
     * them. Default: {@code NAME.rsa} beside it.
     */
    @Parameter(property = "gramine.signature")
    private @Nullable File signature;

    /** The directory for NAME.sig; in a workspace also where the other files are. Default: that of gramine.tbs. */
    @Parameter(property = "gramine.output")
    private @Nullable File output;

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    /** Where {@code mvn package} has written manifests and measurements. */
    @Parameter(defaultValue = "${project.build.directory}/openfl-gramine")
    private File workDirectory;

    @Override
    void run(BuildLog log) throws IOException {
        File keyFile = required(publicKey, "gramine.publicKey", "the signer's public key", "public.pem");
        VerifyingKey key = VerifyingKeyReader.read(keyFile.toPath());
        AttachSignature goal = new AttachSignature(log);
        if (tbs == null && signature == null && project.getFile() != null) {
            SignatureDirectory directory = new SignatureDirectory(project, workDirectory.toPath(), path(output));
            goal.attachRoles(directory.path(), key, directory.installCommand());
        } else {
            File toBeSigned = required(tbs, "gramine.tbs", "what was signed", "openfl.tbs");
            goal.attach(toBeSigned.toPath(), path(signature), path(output), key);
        }
    }
}
