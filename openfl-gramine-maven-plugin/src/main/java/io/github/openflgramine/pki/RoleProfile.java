package io.github.openflgramine.pki;

import io.github.openflgramine.Role;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a role is to TLS. OpenFL keeps the two apart by directory and file name, RFC 5280 by extended key usage.
 *
 * @param directory below {@code cert/}
 * @param prefix the first characters of each of its files' names
 */
public record RoleProfile(String directory, String prefix, KeyPurposeId keyPurpose) {

    private static final RoleProfile SERVER = new RoleProfile("server", "agg_", KeyPurposeId.id_kp_serverAuth);
    private static final RoleProfile CLIENT = new RoleProfile("client", "col_", KeyPurposeId.id_kp_clientAuth);

    public static RoleProfile of(Role role) {
        return role == Role.AGGREGATOR ? SERVER : CLIENT;
    }
}
