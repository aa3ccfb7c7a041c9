package io.github.openflgramine.maven;

import io.github.openflgramine.host.Host;
import io.github.openflgramine.host.HostCheck;
import io.github.openflgramine.host.HostVerdict;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import io.github.openflgramine.run.ActorMode;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Checks whether this machine can run the image, and prints a table: processor, kernel, SGX device, enclave page cache compared with
 * the enclave's size, aesmd, Docker engine and the permission to use it. Fails if the machine cannot. Nothing is started. Without
 * an image, only the machine is checked.
 */
@Mojo(name = "host-check", requiresProject = false, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class HostCheckMojo extends AbstractGraminizeMojo {

    @Parameter
    private ActorImageParameters image;

    @Parameter
    private ActorParameters actor;

    @Parameter
    private FormatParameter format;

    @Override
    void run(BuildLog log) throws IOException {
        HostVerdict verdict = new HostCheck(Host.here(), engineAddress(), log)
                .run(new HostCheck.Request(image.choice(hasPom()), actor.mode().orElse(ActorMode.SGX), actor.sgx()));
        result().printJson(verdict.summary());
        verdict.requireReady();
    }

    @Override
    ResultFormat format() {
        return format.format();
    }
}
