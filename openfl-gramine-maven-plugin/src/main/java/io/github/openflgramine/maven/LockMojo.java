package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes {@code gramine/lock.json}: what decides the measurement beside the workspace itself, as the first image has it now
 * (base image, Debian and Python packages with versions and hashes, Gramine's PAL). The image is built if it is not there. With
 * {@code -Dgramine.locked} a build then takes these wheels and no others, and ends in an error where anything else differs.
 */
@Mojo(name = "lock", threadSafe = true)
public final class LockMojo extends AbstractWorkspaceMojo {

    private final LifecycleGoals lifecycle;

    @Inject
    LockMojo(LifecycleGoals lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    void run(BuildLog log) throws IOException {
        lifecycle.buildFirstImage(session(), Map.of("locked", "false"));
        try (Engine engine = Engine.connect(engineAddress())) {
            new Lock(engine, log).write(lockRequest(engine, log));
        }
    }
}
