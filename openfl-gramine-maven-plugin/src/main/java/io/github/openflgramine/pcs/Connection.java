package io.github.openflgramine.pcs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a service is reached.
 *
 * @param proxy the proxy, if there is one
 * @param login the credentials for the service, if it wants some
 * @param certificates a PEM file with the certificates to trust for TLS, instead of Java's
 * @param timeout the longest time for one answer, from the first connection to its last byte
 */
public record Connection(
        Optional<HttpProxy> proxy, Optional<Login> login, Optional<Path> certificates, Duration timeout) {

    /** The usual timeout. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);
}
