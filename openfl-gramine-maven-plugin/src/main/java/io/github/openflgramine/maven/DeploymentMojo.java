package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Makes what participants start with, of the image that {@code mvn install} built last: a kit for the aggregator and one for
 * each collaborator in {@code plan/cols.yaml}, in {@code target/openfl-gramine/kits}. A kit has scripts to start and stop, a compose
 * file, the expected measurements, the federation's public certificates, and signed checksums; never a private key. For those
 * with a cluster, {@code target/openfl-gramine/kubernetes} has the same as objects of Kubernetes, for nodes with SGX and without.
 */
@Mojo(name = "deployment", threadSafe = true)
public final class DeploymentMojo extends AbstractDeploymentMojo {

    @Override
    void run(BuildLog log) throws IOException {
        deployment(log);
    }
}
