package io.github.openflgramine.engine;

import io.github.openflgramine.GraminizeException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the address of an engine as the docker command does (its option {@code --host}): a socket's path is taken as it
 * is, a host name may have an underscore, and without a scheme it is tcp.
 *
 * @param source the setting that has the address, for messages
 */
record EngineForm(String source) {

    private static final String FORMS =
            "Use Docker's form: unix:///var/run/docker.sock or tcp://host:2376; or omit it.";
    private static final Set<String> NETWORK = Set.of("tcp", "http", "https");
    private static final Pattern AUTHORITY =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)(:[0-9]{1,5})?");

    /**
     * Returns the address as a URI, in which a socket's path is quoted.
     *
     * @throws GraminizeException if the plugin cannot reach an engine there
     */
    URI parse(String given) {
        String value = given.trim();
        int colon = value.indexOf("://");
        String scheme = colon < 0 ? "tcp" : value.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = colon < 0 ? value : value.substring(colon + 3);
        if (scheme.equals("unix") && rest.startsWith("/")) {
            return socket(rest);
        }
        if (scheme.equals("ssh")) {
            throw overSsh(given, rest);
        }
        if (NETWORK.contains(scheme) && AUTHORITY.matcher(authority(rest)).matches()) {
            return network(given, scheme, rest);
        }
        throw refused(given);
    }

    /**
     * Returns the address in the property {@code docker.host}, which fabric8 reads, too: as a URI.
     *
     * @throws GraminizeException also if fabric8 would read another address, or none
     */
    URI parseAsFabric8(String given) {
        URI asDocker = parse(given);
        try {
            URI uri = URI.create(given.trim());
            if (given.contains("://")) {
                return uri.getScheme().equals("unix") ? uri : asDocker;
            }
        } catch (IllegalArgumentException e) {
            throw notFabric8s(given, asDocker);
        }
        throw notFabric8s(given, asDocker);
    }

    private GraminizeException notFabric8s(String given, URI meant) {
        return new GraminizeException(
                source + "=" + given + " is not a URI, which fabric8 expects there.", "Write it as " + meant);
    }

    private URI socket(String path) {
        try {
            return new URI("unix", "", path, null, null);
        } catch (URISyntaxException e) {
            throw refused(path);
        }
    }

    private URI network(String given, String scheme, String rest) {
        try {
            return URI.create(scheme + "://" + rest);
        } catch (IllegalArgumentException e) {
            throw refused(given);
        }
    }

    private static String authority(String rest) {
        int slash = rest.indexOf('/');
        return slash < 0 ? rest : rest.substring(0, slash);
    }

    private GraminizeException refused(String given) {
        String remedy = given.startsWith("/") ? "Write it as unix://" + given : FORMS;
        return new GraminizeException(source + "=" + given + " is not the address of a Docker engine.", remedy);
    }

    private GraminizeException overSsh(String given, String rest) {
        Matcher user = Pattern.compile("[A-Za-z0-9@._:-]+").matcher(authority(rest));
        String destination = user.matches() ? user.group() : "USER@HOST";
        return new GraminizeException(
                source + "=" + given + ": fabric8's docker-maven-plugin cannot reach an engine over ssh.",
                "Forward its socket: ssh -fnNT -L /tmp/docker-remote.sock:/var/run/docker.sock ssh://" + destination
                        + " and set DOCKER_HOST=unix:///tmp/docker-remote.sock");
    }
}
