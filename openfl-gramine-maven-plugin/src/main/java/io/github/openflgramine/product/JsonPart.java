package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import java.util.List;
import java.util.Optional;

/**
 * An object in a document. Errors name an invalid field by file and JSON pointer (RFC 6901).
 *
 * @param shown the file, for messages
 * @param remedy how to fix an invalid document
 * @param pointer the object's JSON pointer; empty for the document itself
 */
record JsonPart(String shown, String remedy, String pointer, ObjectNode node) {

    private static final int LONGEST_SHOWN = 80;

    /**
     * Returns a field's value; empty if there is no such field.
     *
     * @throws GraminizeException if it has another form
     */
    <T> Optional<T> find(JsonField<T> field) {
        JsonNode value = node.path(field.name());
        return value.isMissingNode()
                ? Optional.empty()
                : Optional.of(field.form()
                        .reader()
                        .apply(value)
                        .orElseThrow(
                                () -> refused(field.name(), value, field.form().expected())));
    }

    /**
     * Returns a field's value.
     *
     * @throws GraminizeException if it is missing or has another form
     */
    <T> T require(JsonField<T> field) {
        return find(field).orElseThrow(() -> missing(field.name(), field.form().expected()));
    }

    /** Returns an object in this one; without fields if it is missing. */
    JsonPart part(String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isObject()) {
            throw refused(name, value, "an object");
        }
        String below = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
        return new JsonPart(
                shown,
                remedy,
                below,
                value instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode());
    }

    /** Checks that each of these fields, if present, has its form. */
    void check(List<JsonField<?>> fields) {
        fields.forEach(this::find);
    }

    private GraminizeException missing(String name, String expected) {
        return new GraminizeException(
                "%s has no %s/%s; expected %s.".formatted(shown, pointer, name, expected), remedy);
    }

    private GraminizeException refused(String name, JsonNode value, String expected) {
        String text = SummaryTable.printable(value);
        return new GraminizeException(
                "%s: %s/%s is %s; expected %s."
                        .formatted(
                                shown,
                                pointer,
                                name,
                                text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text,
                                expected),
                remedy);
    }
}
