package io.github.openflgramine.pki;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.HostName;
import io.github.openflgramine.Role;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A member of a federation, under the name in its certificate. The name is always lower case, because OpenFL
 * lower-cases names in certificates and expects exactly those when it starts.
 *
 * @param name at most 64 characters
 */
public record Participant(Role role, String name) {

    /** The limit ub-common-name (RFC 5280, appendix A.1). */
    private static final int LONGEST_COMMON_NAME = 64;

    private static final Pattern COLLABORATOR = Pattern.compile("[a-z0-9][a-z0-9._-]*");

    public Participant {
        name = name.toLowerCase(Locale.ROOT);
        if (!(role == Role.AGGREGATOR
                ? HostName.isValid(name)
                : COLLABORATOR.matcher(name).matches())) {
            throw new GraminizeException(
                    "OpenFL does not accept '" + name + "' as the name of " + article(role) + ".", remedyFor(role));
        }
        if (name.length() > LONGEST_COMMON_NAME) {
            throw new GraminizeException(
                    "The name '" + name + "' of " + article(role) + " has " + name.length()
                            + " characters; a certificate's common name holds at most " + LONGEST_COMMON_NAME + ".",
                    "Choose a shorter one.");
        }
    }

    /** Returns the aggregator with this fully qualified domain name or IPv4 address. */
    public static Participant aggregator(String fqdn) {
        return new Participant(Role.AGGREGATOR, fqdn);
    }

    /** Returns the collaborator with this name in cols.yaml and data.yaml. */
    public static Participant collaborator(String name) {
        return new Participant(Role.COLLABORATOR, name);
    }

    /**
     * Checks the role.
     *
     * @throws GraminizeException if it is the other one
     */
    public void require(Role expected) {
        if (role != expected) {
            throw new GraminizeException(
                    "This is for the " + this + ", and not for " + article(expected) + ".",
                    "Use mvn openfl-gramine:" + role + "-certify.");
        }
    }

    /** Returns whether TLS compares the name with an iPAddress instead of a dNSName (RFC 6125, 1.7.2). */
    public boolean isIpAddress() {
        return role == Role.AGGREGATOR && HostName.isIpv4(name);
    }

    /** Returns the name of the participant's files without extension: {@code agg_FQDN} or {@code col_NAME}. */
    public String fileStem() {
        return RoleProfile.of(role).prefix() + name;
    }

    @Override
    public String toString() {
        return role + " " + name;
    }

    private static String article(Role role) {
        return role == Role.AGGREGATOR ? "an aggregator" : "a collaborator";
    }

    private static String remedyFor(Role role) {
        return role == Role.AGGREGATOR
                ? "Give a fully qualified domain name (letters, digits and inner hyphens between dots) or an IPv4 address:"
                        + " -Dopenfl.aggregator=FQDN."
                : "Begin with a letter or digit and use only letters, digits, '.', '_' and '-'.";
    }
}
