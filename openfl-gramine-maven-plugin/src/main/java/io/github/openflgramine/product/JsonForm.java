package io.github.openflgramine.product;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.ImageId;
import io.github.openflgramine.ImageReference;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.EnclaveSettings;
import io.github.openflgramine.gramine.EnclaveSize;
import io.github.openflgramine.gramine.RemoteAttestation;
import io.github.openflgramine.sgx.EnclaveIdentity;
import io.github.openflgramine.sgx.SigstructDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The form of a field's value.
 *
 * @param expected the form in words, for messages
 * @param reader converts a value; returns empty if it does not have the form
 */
record JsonForm<T>(String expected, Function<JsonNode, Optional<T>> reader) {

    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,16}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");

    private static final Pattern NAMED = Pattern.compile("[0-9A-Za-z._-]+");

    static final JsonForm<String> TEXT = text("a string", Optional::of);
    static final JsonForm<String> NAME = text(
            "letters, digits and . _ -",
            text -> Optional.of(text).filter(name -> NAMED.matcher(name).matches()));
    static final JsonForm<String> IMAGE_NAME =
            text("the image's NAME:TAG", text -> Optional.of(text).filter(ImageNames::isTagged));
    static final JsonForm<Boolean> FLAG = new JsonForm<>(
            "true or false",
            value -> Optional.of(value).filter(JsonNode::isBoolean).map(JsonNode::asBoolean));
    static final JsonForm<Sha256> DIGEST = text(
            "64 hexadecimal digits",
            text -> Optional.of(text)
                    .filter(digits -> SHA256.matcher(digits).matches())
                    .map(Sha256::ofHex));
    static final JsonForm<ImageId> IMAGE_ID = text("sha256: and 64 hexadecimal digits", ImageId::parse);
    static final JsonForm<Sha256> OCI_DIGEST = text("sha256: and 64 hexadecimal digits", JsonForm::digest);
    static final JsonForm<List<Sha256>> OCI_DIGESTS =
            new JsonForm<>("a list of sha256: and 64 hexadecimal digits", JsonForm::digests);
    static final JsonForm<SortedMap<String, String>> TEXTS = new JsonForm<>("an object with strings", JsonForm::texts);
    static final JsonForm<ImageReference> REFERENCE =
            text("REPOSITORY@sha256: and 64 hexadecimal digits", ImageReference::parse);
    static final JsonForm<SigstructDate> DATE = text("a date like 2026-11-23", SigstructDate::parse);
    static final JsonForm<EnclaveSize> SIZE = text("a size like 4G", EnclaveSize::parse);
    static final JsonForm<RemoteAttestation> ATTESTATION = text("none, epid or dcap", RemoteAttestation::parse);
    static final JsonForm<Integer> ID = number(0, EnclaveIdentity.MOST_ID);
    static final JsonForm<Integer> THREADS = number(1, EnclaveSettings.MOST_THREADS);
    static final JsonForm<Integer> COUNT = number(0, Integer.MAX_VALUE);
    static final JsonForm<Integer> VERSION = number(1, Integer.MAX_VALUE);
    static final JsonForm<Long> BITS = text(
            "0x and at most 16 hexadecimal digits",
            text -> Optional.of(text)
                    .filter(digits -> HEX.matcher(digits).matches())
                    .map(digits -> Long.parseUnsignedLong(digits.substring(2), 16)));

    private static Optional<Sha256> digest(String text) {
        return ImageId.parse(text).map(ImageId::digest);
    }

    private static Optional<List<Sha256>> digests(JsonNode value) {
        List<Sha256> digests = new ArrayList<>();
        value.forEach(element -> digest(element.asText()).ifPresent(digests::add));
        return Optional.of(digests).filter(all -> value.isArray() && all.size() == value.size());
    }

    private static Optional<SortedMap<String, String>> texts(JsonNode value) {
        SortedMap<String, String> texts = new TreeMap<>();
        value.forEachEntry((name, text) -> {
            if (text.isTextual()) {
                texts.put(name, text.textValue());
            }
        });
        return Optional.of(texts).filter(all -> value.isObject() && all.size() == value.size());
    }

    private static <T> JsonForm<T> text(String expected, Function<String, Optional<T>> reader) {
        return new JsonForm<>(
                expected, value -> value.isTextual() ? reader.apply(value.textValue()) : Optional.empty());
    }

    private static JsonForm<Integer> number(int least, int most) {
        return new JsonForm<>(
                most == Integer.MAX_VALUE ? "a number from " + least + " on" : "a number from " + least + " to " + most,
                value -> Optional.of(value)
                        .filter(JsonNode::isInt)
                        .map(JsonNode::intValue)
                        .filter(number -> number >= least && number <= most));
    }
}
