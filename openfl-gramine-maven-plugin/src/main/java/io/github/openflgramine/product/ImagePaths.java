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

    /** The directory that a role's manifest seals to the enclave if the role is attested: it has the keys. */
    public static final String IDENTITY = "identity";

    /** The directory through which an attested role's enclave gets its challenge and gives its request. */
    public static final String ENROLMENT = "enrolment";

    /** A collaborator's data. */
    public static final ImagePath DATA = WORKSPACE.resolve("data");

    /** The certificate of an attested aggregator, which its collaborators' hosts provide. */
    public static final String PIN = "cert/aggregator.crt";

    private ImagePaths() {}

    /** Returns what a host provides in addition for an attested role, or for a collaborator of an attested aggregator. */
    public static List<String> providedByHost(boolean attested, boolean pinned) {
        List<String> provided = new ArrayList<>();
        if (attested) {
            provided.add(WORKSPACE + "/" + ENROLMENT + "/");
        }
        if (pinned) {
            provided.add(WORKSPACE + "/" + PIN);
        }
        return provided;
    }

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
