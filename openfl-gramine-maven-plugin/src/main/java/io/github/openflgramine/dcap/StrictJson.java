package io.github.openflgramine.dcap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.openflgramine.GraminizeException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object (RFC 8259) whose fields are read by name and type. It is ASCII, has no duplicate names and nothing after it,
 * and its size and depth are limited.
 *
 * @param what the document's name in messages
 */
public record StrictJson(String what, JsonNode object) {

    private static final int DEEPEST = 8;
    private static final int LONGEST_NUMBER = 10;
    private static final int LONGEST_NAME = 64;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxNameLength(LONGEST_NAME)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads an object.
     *
     * @param largest the maximum size in bytes
     */
    public static StrictJson read(byte[] bytes, int largest, String what) {
        if (bytes.length > largest) {
            throw new GraminizeException(
                    "%s has %d bytes; expected at most %d.".formatted(what, bytes.length, largest), Der.REMEDY);
        }
        StrictJson whole = new StrictJson(what, parse(bytes, what));
        if (!whole.object.isObject()) {
            throw whole.refused("is not a JSON object");
        }
        return whole;
    }

    private static JsonNode parse(byte[] bytes, String what) {
        for (byte letter : bytes) {
            if (letter < 0) {
                throw new GraminizeException(what + " is not ASCII.", Der.REMEDY);
            }
        }
        try {
            return MAPPER.readTree(new String(bytes, StandardCharsets.US_ASCII));
        } catch (JsonProcessingException e) {
            throw new GraminizeException(
                    "%s is not strict JSON: %s.".formatted(what, e.getOriginalMessage()), Der.REMEDY, e);
        }
    }

    /** Refuses fields with other names. */
    public void requireOnly(Set<String> names) {
        Set<String> others = new TreeSet<>();
        object.fieldNames().forEachRemaining(others::add);
        others.removeAll(names);
        if (!others.isEmpty()) {
            throw refused("has unknown fields: " + String.join(", ", others));
        }
    }

    /** Returns a text. */
    public String text(String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw lacks(name, "text");
        }
        return value.textValue();
    }

    /** Returns the bytes of an ASCII text. */
    Octets ascii(String name) {
        String text = text(name);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
            throw lacks(name, "ASCII text");
        }
        return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Returns the bytes of a text of hexadecimal digits. */
    Octets hex(String name) {
        try {
            return Octets.ofHex(text(name));
        } catch (IllegalArgumentException e) {
            throw lacks(name, "hexadecimal digits");
        }
    }

    /** Returns this number of bytes, of a text of hexadecimal digits. */
    public Octets hex(String name, int bytes) {
        Octets value = hex(name);
        if (value.size() != bytes) {
            throw lacks(name, "hexadecimal digits of %d bytes".formatted(bytes));
        }
        return value;
    }

    /** Returns a whole number from 0 to {@code highest}. */
    int number(String name, int highest) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToInt()
                || value.intValue() < 0
                || value.intValue() > highest) {
            throw lacks(name, "a number from 0 to %d".formatted(highest));
        }
        return value.intValue();
    }

    /** Returns an instant in ISO 8601. */
    public Instant instant(String name) {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw lacks(name, "an instant in ISO 8601");
        }
    }

    TcbStatus status(String name) {
        return TcbStatus.of(text(name)).orElseThrow(() -> lacks(name, "a known status"));
    }

    StrictJson child(String name) {
        return object(object.path(name), name);
    }

    /** Returns a list of one to {@code most} objects. */
    List<StrictJson> children(String name, int most) {
        List<StrictJson> children = new ArrayList<>();
        array(name, most).forEach(value -> children.add(object(value, name)));
        if (children.isEmpty()) {
            throw lacks(name, "a list that is not empty");
        }
        return children;
    }

    /** Returns a list of at most {@code most} texts; an empty one if the field is absent. */
    List<String> texts(String name, int most) {
        List<String> texts = new ArrayList<>();
        if (object.has(name)) {
            for (JsonNode value : array(name, most)) {
                if (!value.isTextual()) {
                    throw lacks(name, "a list of texts");
                }
                texts.add(value.textValue());
            }
        }
        return texts;
    }

    private JsonNode array(String name, int most) {
        JsonNode value = object.path(name);
        if (!value.isArray() || value.size() > most) {
            throw lacks(name, "a list of at most %d".formatted(most));
        }
        return value;
    }

    private StrictJson object(JsonNode value, String name) {
        if (!value.isObject()) {
            throw lacks(name, "an object");
        }
        return new StrictJson(what, value);
    }

    GraminizeException refused(String problem) {
        return new GraminizeException("%s %s.".formatted(what, problem), Der.REMEDY);
    }

    private GraminizeException lacks(String name, String expected) {
        return refused("has no valid %s; expected %s".formatted(name, expected));
    }
}
