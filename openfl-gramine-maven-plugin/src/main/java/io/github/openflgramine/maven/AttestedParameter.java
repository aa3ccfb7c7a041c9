package io.github.openflgramine.maven;

import io.github.openflgramine.Role;
import io.github.openflgramine.product.AttestedRole;
import java.util.Set;
import org.apache.maven.plugins.annotations.Parameter;

/** The roles of an attested federation. */
@SuppressWarnings("NullAway.Init")
final class AttestedParameter implements ParameterGroup {

    /**
     * The roles whose certificates stand for enclaves: {@code true} or {@code both}, {@code aggregator}, {@code collaborator}, or
     * {@code false}. Such an actor makes its key in its enclave and is certified only with a quote; collaborators accept an attested
     * aggregator alone. Implies {@code openfl.trustCertChain=true}, {@code gramine.remoteAttestation=dcap} and mode {@code sgx}.
     * Experimental: not yet tried on a machine with SGX. {@code host-check} tries an enrolment of these roles, judges it, and keeps
     * nothing.
     */
    @Parameter(property = "openfl.attested", defaultValue = "false")
    private String attested;

    Set<Role> roles() {
        return AttestedRole.parse(attested);
    }
}
