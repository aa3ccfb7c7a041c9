package io.github.openflgramine.cli;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pcs.HttpProxy;
import io.github.openflgramine.pcs.Login;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The proxy for https in the environment's variables, as curl(1) reads them. */
final class ProxyVariables {

    private static final int DEFAULT_PORT = 1080;

    private ProxyVariables() {}

    static Optional<HttpProxy> proxy(Surroundings here) {
        return here.variable("https_proxy")
                .or(() -> here.variable("HTTPS_PROXY"))
                .or(() -> here.variable("all_proxy"))
                .or(() -> here.variable("ALL_PROXY"))
                .map(value -> proxy(
                        value,
                        here.variable("no_proxy")
                                .or(() -> here.variable("NO_PROXY"))
                                .orElse("")));
    }

    private static HttpProxy proxy(String value, String direct) {
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
                return new HttpProxy(
                        uri.getHost(),
                        uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                        patterns(direct),
                        Optional.ofNullable(uri.getRawUserInfo()).map(ProxyVariables::login));
            }
        } catch (IllegalArgumentException e) {
            // The same message as for other addresses. The value may contain a password, so it is not repeated.
        }
        throw new GraminizeException(
                "The environment variable https_proxy is not the address of a proxy for http.",
                "Write it like http://proxy.example.org:3128, or unset it.");
    }

    private static Login login(String userInfo) {
        String[] parts = userInfo.split(":", 2);
        return new Login(decoded(parts[0]), Passphrase.of(parts.length == 2 ? decoded(parts[1]) : ""));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Returns hosts and domains as patterns: {@code example.org} and {@code .example.org} also mean the hosts below it. */
    private static String patterns(String direct) {
        return Arrays.stream(direct.split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .map(host -> host.replaceFirst("^\\.", ""))
                .map(host -> host.contains("*") ? host : host + "|*." + host)
                .collect(Collectors.joining("|"));
    }
}
