package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ProductionGate;
import io.github.openflgramine.sgx.SigstructDate;
import io.github.openflgramine.signing.DeclaredEnclave;
import io.github.openflgramine.signing.SignManifest;
import io.github.openflgramine.signing.Signing;
import io.github.openflgramine.signing.SigningKeys;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Signs one Gramine manifest for one root file system, without a project and without Docker. Reads {@code NAME.manifest}; writes
 * {@code NAME.manifest.sgx}, with the SHA-256 of every trusted file, and {@code NAME.sig}, byte for byte like {@code
 * gramine-sgx-sign}. Prints the enclave's attributes, its memory map and its measurement.
 */
@Mojo(name = "sign-manifest", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class SignManifestMojo extends AbstractGraminizeMojo {

    private final KeyPassphrase passphrases;

    @Parameter
    private ManifestParameters manifest;

    @Parameter
    private GramineVersionParameter gramine;

    @Parameter
    private SigningKeyParameters key;

    @Parameter
    private SigstructParameters sigstruct;

    @Parameter
    private ProductionParameter production;

    @Parameter
    private OutputParameter output;

    @Inject
    SignManifestMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        DeclaredEnclave declared = manifest.declared("the manifest to sign", gramine);
        String place = key.place()
                .orElseThrow(() -> missing(
                        SigningKeyParameters.PROPERTY,
                        "the signing key (openfl-gramine:generate-key creates one)",
                        "key.pem"));
        SigstructDate date = sigstruct.date(this);
        ProductionGate gate = new ProductionGate(production.isProduction(), log);
        try (Signing signing = key.open(
                place,
                new SigningKeys(basedir(), gate),
                key.passphrase(passphrases, session().getSettings()),
                date)) {
            new SignManifest(log, gate).sign(new SignManifest.Request(declared, output.directory(), signing));
        }
    }
}
