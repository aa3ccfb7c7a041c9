package io.github.openflgramine.maven;

import io.github.openflgramine.engine.Engine;
import io.github.openflgramine.prepare.Lock;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.util.Map;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Writes {@code gramine/lock.json}: what the first image currently contains apart from the workspace (base image, Debian and Python
 * packages with versions and hashes, Gramine's PAL). Builds the image if necessary. With {@code -Dgramine.locked} a build
 * then installs exactly these wheels, and fails if anything else differs.
 */
@Mojo(name = "lock", threadSafe = true)
@SuppressWarnings("NullAway.Init")
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
            new Lock(engine, log).write(lockRequest(firstImage(engine, log)));
        }
    }
}
