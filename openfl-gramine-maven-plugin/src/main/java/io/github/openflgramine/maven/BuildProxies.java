package io.github.openflgramine.maven;

import io.github.openflgramine.engine.DockerConfig;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Settings;

/**
 * The proxies for a build's RUN steps, as Docker's predefined build arguments, which stay out of the image and its
 * history. The environment's proxies take precedence over the active ones in Maven's settings. If Docker's config.json
 * has proxies, this class returns none: fabric8 passes Docker's, and accepts no second value for the same name.
 */
final class BuildProxies {

    private static final String[] VARIABLES = {"http_proxy", "https_proxy", "no_proxy"};

    private static final String PREFIX = "docker.buildArg.";

    private BuildProxies() {}

    /** Returns property names and values for fabric8, such as {@code docker.buildArg.http_proxy}. */
    static SortedMap<String, String> of(Settings settings, Map<String, String> environment, DockerConfig docker) {
        SortedMap<String, String> properties = new TreeMap<>();
        if (docker.hasProxies()) {
            return properties;
        }
        for (Proxy proxy : settings.getProxies()) {
            if (proxy.isActive()) {
                String name = proxy.getProtocol().toLowerCase(Locale.ROOT) + "_proxy";
                put(properties, name, "http://" + proxy.getHost() + ":" + proxy.getPort());
                if (proxy.getNonProxyHosts() != null) {
                    put(
                            properties,
                            "no_proxy",
                            proxy.getNonProxyHosts().replace('|', ',').replace("*.", "."));
                }
            }
        }
        String http = properties.get(PREFIX + "http_proxy");
        if (http != null) {
            // Maven, too, uses the proxy for http if there is none for https.
            properties.putIfAbsent(PREFIX + "https_proxy", http);
        }
        for (String name : VARIABLES) {
            String value = environment.getOrDefault(name, environment.get(name.toUpperCase(Locale.ROOT)));
            if (value != null && !value.isBlank()) {
                put(properties, name, value);
            }
        }
        return properties;
    }

    private static void put(SortedMap<String, String> properties, String name, String value) {
        properties.put(PREFIX + name, value);
    }
}
