package io.github.openflgramine.maven;

import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The aggregator's host. */
final class AggregatorParameter implements ParameterGroup {

    /**
     * The aggregator's fully qualified domain name or IPv4 address, as the collaborators reach it and as its certificate contains
     * it. {@code plan-initialize} writes it to the plan ({@code agg_addr}); {@code host-check} tries the connection to it with
     * the certificate of openfl.collaborator (name, port, TLS, and whether it has the same plan), also as HOST:PORT, and as
     * {@code -Dopenfl.aggregator} alone at the plan's address; the other goals accept only the plan's value. Default: the plan's value. Examples: {@code -Dopenfl.aggregator=agg.example.org}, {@code localhost} for a test on one machine.
     */
    @Parameter(property = "openfl.aggregator")
    private @Nullable String aggregator;

    Optional<String> host() {
        return Optional.ofNullable(aggregator);
    }
}
