package io.github.openflgramine.pcs;

import io.github.openflgramine.Passphrase;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A user's name and password for a service or a proxy. */
public record Login(String user, Passphrase password) {

    /** Returns the credentials of the scheme Basic (RFC 7617). */
    String basic() {
        String pair = user + ":" + new String(password.characters());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
