package io.github.openflgramine.maven;

import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Makes what participants need to start the image that {@code mvn install} built last. {@code target/openfl-gramine/kits} gets a kit
 * for the aggregator and one for each collaborator in {@code plan/cols.yaml}: scripts to start and stop, a compose file, the
 * expected measurements, the federation's public certificates, and signed checksums. A kit never contains a private key.
 * {@code target/openfl-gramine/kubernetes} gets the same as Kubernetes objects, for nodes with and without SGX.
 */
@Mojo(name = "deployment", threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class DeploymentMojo extends AbstractWorkspaceMojo {

    @Parameter
    private ImageReferenceParameter image;

    @Parameter
    private ClusterParameters cluster;

    @Parameter
    private ExecutableJarParameter executableJar;

    @Parameter
    private ReleaseKeyParameter releaseKey;

    @Parameter
    private ProductionParameter production;

    @Override
    void run(BuildLog log) throws IOException {
        deploy(log, image, cluster, executableJar, releaseKey, production);
    }
}
