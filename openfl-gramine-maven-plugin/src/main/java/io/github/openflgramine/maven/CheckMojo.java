package io.github.openflgramine.maven;

import io.github.openflgramine.build.BuildLog;
import io.github.openflgramine.build.Check;
import io.github.openflgramine.gramine.EnclaveSettings;
import java.io.File;
import java.io.IOException;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks what can be known without an engine: the workspace's parts, its plan, the enclave's size against its threads, and
 * the signing key if one is configured. Warns where the plan is not initialised yet.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractWorkspaceMojo {

    private final KeyPassphrase passphrases;

    /** The key that will sign, as the goal graminize takes it: it is opened now, so that a wrong key is told before anything is built. */
    @Parameter(property = "gramine.signingKey")
    private @Nullable File signingKey;

    /** The server in settings.xml whose passphrase opens the key, as the goal graminize takes it. */
    @Parameter(property = "gramine.signingKeyServer")
    private @Nullable String signingKeyServer;

    /** Memory of the enclave, as the goal graminize takes it. */
    @Parameter(property = "gramine.enclaveSize", defaultValue = "4G")
    private String enclaveSize = "";

    /** Threads of the enclave, as the goal graminize takes them. */
    @Parameter(property = "gramine.maxThreads", defaultValue = "64")
    private int maxThreads;

    @Inject
    CheckMojo(KeyPassphrase passphrases) {
        this.passphrases = passphrases;
    }

    @Override
    void run(BuildLog log) throws IOException {
        names();
        new Check(log).check(workspace());
        EnclaveSettings.requireSound(enclaveSize, maxThreads);
        if (signingKey != null) {
            SigningKeys.read(signingKey.toPath(), passphrases.find(session().getSettings(), signingKeyServer), log);
        }
    }
}
