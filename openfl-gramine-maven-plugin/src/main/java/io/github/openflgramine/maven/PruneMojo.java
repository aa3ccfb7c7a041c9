package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.publish.PruneArchives;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Removes the image archives ({@code NAME-VERSION-image.tar.gz}) of this workspace's other versions from Maven's local repository, and
 * shows what each version takes there. The archive of the version in the POM stays, and so do the other files of all versions, the
 * measurements among them. An archive that was deployed can be downloaded again; another one is made again by building its version.
 */
@Mojo(name = "prune", threadSafe = true)
public final class PruneMojo extends AbstractWorkspaceMojo {

    @Override
    void run(BuildLog log) throws IOException {
        new PruneArchives(log)
                .prune(
                        LocalRepository.versionsOf(session(), project()),
                        project().getVersion());
    }
}
