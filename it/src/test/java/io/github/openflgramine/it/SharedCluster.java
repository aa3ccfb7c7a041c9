package io.github.openflgramine.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One cluster, and the experiment on its node, for all tests that have this extension. The node pretends to have SGX. */
final class SharedCluster implements BeforeAllCallback {

    private static final Path DIRECTORY = MavenBuild.workDirectory(SharedCluster.class);

    /** What is made once. */
    private record Made(Cluster cluster, ClusterExperiment experiment) implements AutoCloseable {

        static Made make() {
            try {
                Cluster cluster = Cluster.start();
                Map.of("sgx.intel.com/enclave", "20", "sgx.intel.com/epc", "64Gi")
                        .forEach(cluster::pretend);
                return new Made(cluster, ClusterExperiment.make(DIRECTORY, cluster));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            cluster.close();
            Docker.remove(ClusterExperiment.NAME + ":1.0.0", ClusterExperiment.NAME + ":1.0.0-first");
        }
    }

    private static Made made;

    @Override
    public void beforeAll(ExtensionContext context) {
        made = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .computeIfAbsent(Made.class, key -> Made.make(), Made.class);
    }

    static Cluster cluster() {
        return made.cluster();
    }

    static ClusterExperiment experiment() {
        return made.experiment();
    }
}
