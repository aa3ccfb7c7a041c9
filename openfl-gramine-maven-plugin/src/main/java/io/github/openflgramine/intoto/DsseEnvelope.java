package io.github.openflgramine.intoto;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.release.ReleaseKey;
import io.github.openflgramine.release.ReleasePublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A DSSE v1 envelope: a payload, its type, and signatures of both.
 *
 * @param payloadType a media type
 * @param payload in Base64; signatures cover its exact bytes, so no canonical form is needed
 */
public record DsseEnvelope(String payloadType, String payload, List<Signature> signatures) {

    /**
     * A signature.
     *
     * @param keyId identifies the key but is not verified
     * @param sig in Base64
     */
    public record Signature(String keyId, String sig) {
        public Signature {
            decode(sig);
        }
    }

    public DsseEnvelope {
        decode(payload);
        signatures = List.copyOf(signatures);
    }

    /** Returns the payload's bytes. */
    public byte[] content() {
        return decode(payload);
    }

    public static DsseEnvelope sign(String payloadType, byte[] content, ReleaseKey key) {
        byte[] signature = key.sign(preAuthenticationEncoding(payloadType, content));
        return new DsseEnvelope(
                payloadType,
                Base64.getEncoder().encodeToString(content),
                List.of(new Signature(key.publicKey().id(), Base64.getEncoder().encodeToString(signature))));
    }

    /**
     * Parses an envelope. Returns empty if the JSON is not an envelope. Both alphabets of Base64 are accepted, as the
     * protocol requires.
     */
    public static Optional<DsseEnvelope> parse(JsonNode json) {
        try {
            List<Signature> signatures = new ArrayList<>();
            for (JsonNode one : json.required("signatures")) {
                signatures.add(new Signature(
                        one.path("keyid").asText(), one.required("sig").asText()));
            }
            return Optional.of(new DsseEnvelope(
                    json.required("payloadType").asText(),
                    json.required("payload").asText(),
                    signatures));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Returns whether one of the signatures is valid under this key. */
    public boolean isSignedBy(ReleasePublicKey key) {
        byte[] message = preAuthenticationEncoding(payloadType, content());
        return signatures.stream().anyMatch(signature -> key.verifies(message, decode(signature.sig())));
    }

    /**
     * Returns the pre-authentication encoding (PAE): {@code DSSEv1 SP LEN(type) SP type SP LEN(body) SP body}, with
     * lengths in bytes as decimal numbers.
     */
    static byte[] preAuthenticationEncoding(String type, byte[] body) {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream encoding = new ByteArrayOutputStream();
        encoding.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.US_ASCII));
        encoding.writeBytes(typeBytes);
        encoding.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.US_ASCII));
        encoding.writeBytes(body);
        return encoding.toByteArray();
    }

    /** Returns the envelope as a JSON object. */
    public Map<String, Object> toMap() {
        Map<String, Object> envelope = new LinkedHashMap<>();
        envelope.put("payloadType", payloadType);
        envelope.put("payload", payload);
        envelope.put("signatures", signatures.stream().map(DsseEnvelope::toMap).toList());
        return envelope;
    }

    private static Map<String, Object> toMap(Signature signature) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("keyid", signature.keyId());
        map.put("sig", signature.sig());
        return map;
    }

    private static byte[] decode(String text) {
        return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    }
}
