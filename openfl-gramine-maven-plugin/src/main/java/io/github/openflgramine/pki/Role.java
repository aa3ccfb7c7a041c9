package io.github.openflgramine.pki;

import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A participant's role in TLS. OpenFL tells the roles apart by directory and file name, RFC 5280 by extended key
 * usage.
 */
public enum Role {
    AGGREGATOR("server", "agg_"),
    COLLABORATOR("client", "col_");

    private final String directory;
    private final String prefix;

    Role(String directory, String prefix) {
        this.directory = directory;
        this.prefix = prefix;
    }

    /** Returns the directory below {@code cert/}: {@code server} or {@code client}. */
    public String directory() {
        return directory;
    }

    /** Returns the prefix of the participant's file names: {@code agg_} or {@code col_}. */
    public String prefix() {
        return prefix;
    }

    /** Returns the role's name for users: {@code aggregator} or {@code collaborator}. */
    public String word() {
        return this == AGGREGATOR ? "aggregator" : "collaborator";
    }

    KeyPurposeId keyPurpose() {
        return this == AGGREGATOR ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth;
    }
}
