package io.github.openflgramine.intoto;

import io.github.openflgramine.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * in-toto's ResourceDescriptor v1, as far as it is used: something with a name and a digest.
 *
 * @param digest by algorithm, DigestSet v1
 * @param annotations what else is to be known of it
 */
public record ResourceDescriptor(
        Optional<String> name,
        Optional<String> uri,
        Map<String, String> digest,
        Optional<String> mediaType,
        Map<String, Object> annotations) {

    public ResourceDescriptor {
        if (name.isEmpty() && uri.isEmpty()) {
            throw new IllegalArgumentException("a resource has a name or a URI");
        }
        digest = Map.copyOf(digest);
    }

    /** A file, or anything else whose digest is a SHA-256. */
    public static ResourceDescriptor of(String name, Sha256 digest) {
        return new ResourceDescriptor(
                Optional.of(name), Optional.empty(), Map.of("sha256", digest.hex()), Optional.empty(), Map.of());
    }

    /** The same with another field more. */
    public ResourceDescriptor withMediaType(String type) {
        return new ResourceDescriptor(name, uri, digest, Optional.of(type), annotations);
    }

    public ResourceDescriptor withAnnotations(Map<String, Object> values) {
        return new ResourceDescriptor(name, uri, digest, mediaType, values);
    }

    /** In JSON's terms. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        name.ifPresent(value -> map.put("name", value));
        uri.ifPresent(value -> map.put("uri", value));
        if (!digest.isEmpty()) {
            map.put("digest", new java.util.TreeMap<>(digest));
        }
        mediaType.ifPresent(value -> map.put("mediaType", value));
        if (!annotations.isEmpty()) {
            map.put("annotations", annotations);
        }
        return map;
    }
}
