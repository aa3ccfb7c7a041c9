package io.github.openflgramine.intoto;

import io.github.openflgramine.Sha256;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * in-toto's ResourceDescriptor v1, with the fields that this plugin uses: a named artifact and its digest.
 *
 * @param digest by algorithm (DigestSet v1)
 * @param annotations additional information
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

    /** Returns the descriptor of a file, or of anything else that a SHA-256 identifies. */
    public static ResourceDescriptor of(String name, Sha256 digest) {
        return new ResourceDescriptor(
                Optional.of(name), Optional.empty(), Map.of("sha256", digest.hex()), Optional.empty(), Map.of());
    }

    /** Returns the descriptor with a media type. */
    public ResourceDescriptor withMediaType(String type) {
        return new ResourceDescriptor(name, uri, digest, Optional.of(type), annotations);
    }

    public ResourceDescriptor withAnnotations(Map<String, Object> values) {
        return new ResourceDescriptor(name, uri, digest, mediaType, values);
    }

    /** Returns the descriptor as a JSON object. */
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
