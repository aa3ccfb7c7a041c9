package io.github.openflgramine.maven;

import io.github.openflgramine.host.Host;
import io.github.openflgramine.host.HostCheck;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Says whether this machine can run the image, as a table: processor, kernel, SGX device, enclave page cache against the
 * enclave's size, aesmd, Docker engine and the right to use it. Fails when it cannot. Nothing is started. Without an image,
 * what can be known without one is looked at.
 */
@Mojo(name = "host-check", requiresProject = false, threadSafe = true)
public final class HostCheckMojo extends AbstractActorMojo {

    @Override
    void run(BuildLog log) throws IOException {
        new HostCheck(Host.here(), engineAddress(), log).run(new HostCheck.Request(names(), image(), mode(), sgx()));
    }
}
