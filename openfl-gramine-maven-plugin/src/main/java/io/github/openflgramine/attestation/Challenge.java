package io.github.openflgramine.attestation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Role;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.StrictJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A federation's authority asks a participant to prove its enclave. The enclave binds its quote to the nonce, so that it cannot be an
 * older one; it compares the chain with the one in its image.
 *
 * @param name the participant's name, in lower case
 * @param nonce 32 random bytes
 * @param chain SHA-256 of the federation's {@code cert_chain.crt}
 * @param issued when it was made
 * @param expires until when it is accepted
 */
public record Challenge(Role role, String name, Octets nonce, Sha256 chain, Instant issued, Instant expires) {

    /** The file of an open challenge in a participant's directory. */
    public static final String FILE = "challenge.json";

    /** How long a challenge is accepted. */
    public static final Duration VALIDITY = Duration.ofDays(7);

    /** Clocks of two machines may differ by this much. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    public static final int NONCE_BYTES = 32;

    private static final int LARGEST = 4 << 10;
    private static final String FORMAT = "openfl-gramine challenge 1";
    private static final String AGAIN = "Ask the federation's authority for a new challenge.";

    public Challenge {
        if (nonce.size() != NONCE_BYTES || !issued.isBefore(expires)) {
            throw new GraminizeException("The challenge for the " + role + " " + name + " is damaged.", AGAIN);
        }
    }

    /** Returns the content of its file. */
    public byte[] json() throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("role", role.toString());
        fields.put("name", name);
        fields.put("nonce", nonce.hex());
        fields.put("chain_sha256", chain.hex());
        fields.put("issued", issued.toString());
        fields.put("expires", expires.toString());
        String text =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(fields) + "\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads the content of a file.
     *
     * @param what the file, for messages
     * @throws GraminizeException if it is not a challenge
     */
    public static Challenge read(byte[] file, String what) {
        try {
            StrictJson json = StrictJson.read(file, LARGEST, what);
            json.requireOnly(Set.of("format", "role", "name", "nonce", "chain_sha256", "issued", "expires"));
            String role = json.text("role");
            if (!json.text("format").equals(FORMAT)) {
                throw new GraminizeException(what + " has another format.", AGAIN);
            }
            return new Challenge(
                    Arrays.stream(Role.values())
                            .filter(known -> known.toString().equals(role))
                            .findFirst()
                            .orElseThrow(() -> new GraminizeException(what + " has an unknown role.", AGAIN)),
                    json.text("name"),
                    json.hex("nonce", NONCE_BYTES),
                    Sha256.ofHex(json.hex("chain_sha256", Sha256.BYTES).hex()),
                    json.instant("issued"),
                    json.instant("expires"));
        } catch (GraminizeException e) {
            throw new GraminizeException("This is not a challenge: " + e.problem(), AGAIN, e);
        }
    }

    /**
     * Checks that it can be answered now.
     *
     * @param file its file, for messages
     * @throws GraminizeException if it has expired, or is from the future
     */
    public void requireOpen(Instant now, String file) {
        if (now.isAfter(expires)) {
            throw new GraminizeException(
                    "%s has expired: it was valid until %s, and now it is %s.".formatted(file, expires, now), AGAIN);
        }
        if (now.plus(CLOCKS).isBefore(issued)) {
            throw new GraminizeException(
                    "%s is from the future: it was made at %s, and here it is %s.".formatted(file, issued, now),
                    "Set this machine's clock.");
        }
    }
}
