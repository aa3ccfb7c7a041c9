package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.sgx.VerifyingKey;
import io.github.openflgramine.sgx.VerifyingKeyReader;
import io.github.openflgramine.signing.AttachSignature;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Second step of offline signing: reads the RSA signature of the file that {@code prepare-signature} wrote, verifies it, and
 * completes the SIGSTRUCT, {@code NAME.sig}. Needs no private key.
 *
 * <p>In a workspace: for both roles, from {@code ROLE.tbs} and {@code ROLE.rsa} in {@code target/openfl-gramine/signatures};
 * {@code mvn install -Dgramine.signatures=…} then builds the signed image. With gramine.tbs, also without a project: for that file.
 */
@Mojo(name = "attach-signature", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AttachSignatureMojo extends AbstractGraminizeMojo {

    /**
     * The signer's public key, PEM: a public key ({@code openssl pkey -in KEY.pem -pubout}) or a certificate. RSA with 3072 bits and
     * public exponent 3.
     */
    @Parameter(property = "gramine.publicKey")
    private @Nullable File publicKey;

    /** The file that was signed, {@code NAME.tbs}, as prepare-signature wrote it. Default in a workspace: the files of both roles. */
    @Parameter(property = "gramine.tbs")
    private @Nullable File tbs;

    /**
     * The signature of gramine.tbs: 384 bytes, as {@code openssl dgst -sha256 -sign KEY.pem -out NAME.rsa NAME.tbs} writes them.
     * Default: {@code NAME.rsa} next to it.
     */
    @Parameter(property = "gramine.signature")
    private @Nullable File signature;

    @Parameter
    private OutputParameter output;

    @Parameter
    private WorkDirectoryParameter work;

    @Override
    void run(BuildLog log) throws IOException {
        Path keyFile = path(publicKey)
                .orElseThrow(() -> missing("gramine.publicKey", "the signer's public key", "public.pem"));
        VerifyingKey key = VerifyingKeyReader.read(keyFile);
        AttachSignature goal = new AttachSignature(log);
        Optional<Path> signed = path(tbs);
        if (signed.isEmpty() && signature == null && hasPom()) {
            SignatureDirectory directory = new SignatureDirectory(
                    project(), work.directory(), output.directory().orElse(null));
            goal.attachRoles(directory.path(), key, directory.installCommand());
        } else {
            Path toBeSigned = signed.orElseThrow(() -> missing("gramine.tbs", "what was signed", "openfl.tbs"));
            goal.attach(new AttachSignature.Request(toBeSigned, path(signature), output.directory()), key);
        }
    }
}
