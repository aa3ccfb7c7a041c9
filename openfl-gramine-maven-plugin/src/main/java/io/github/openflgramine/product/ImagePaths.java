package io.github.openflgramine.product;

import io.github.openflgramine.Role;
import io.github.openflgramine.image.ImagePath;
import java.util.ArrayList;
import java.util.List;

/** Paths in every image that the plugin builds. */
public final class ImagePaths {

    /** The plugin's files: manifests, signatures, the launcher, descriptions. */
    public static final ImagePath PRODUCT = ImagePath.of("/opt/openfl-gramine");

    /** The OpenFL workspace; the actors' working directory. */
    public static final ImagePath WORKSPACE = ImagePath.of("/workspace");

    /** The hosts file, which the engine writes when a container starts. */
    public static final ImagePath HOSTS = ImagePath.of("/etc/hosts");

    private ImagePaths() {}

    /** Returns the paths that a role's host provides or may change. A directory's path ends with a slash. */
    public static List<String> providedByHost(Role role) {
        List<String> inWorkspace = switch (role) {
            case AGGREGATOR ->
                List.of("cert/cert_chain.crt", "cert/server/", "save/", "logs/", "local_state/", "plan/cols.yaml");
            case COLLABORATOR -> List.of("cert/cert_chain.crt", "cert/client/", "data/", "logs/", "plan/data.yaml");
        };
        List<String> provided = new ArrayList<>();
        inWorkspace.forEach(path -> provided.add(WORKSPACE + "/" + path));
        provided.add(HOSTS.value());
        return provided;
    }
}
