package io.github.openflgramine.dcap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * A document as Intel's service sends it: a JSON object with the document and its signature (Intel SGX Provisioning
 * Certification Service API, version 4, Get TCB Info and Get QE Identity). It is not yet verified.
 *
 * @param document the bytes that were signed: the document's text as it is in the object
 * @param signature r and s, 64 bytes
 */
public record SignedDocument(Octets document, Octets signature) {

    private static final String SIGNATURE = "signature";
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads an answer of the service.
     *
     * @param name the document's name in the object
     * @param what the answer's name in messages
     * @throws GraminizeException if it is not strict JSON with exactly a document and a signature
     */
    public static SignedDocument read(byte[] answer, String name, String what) {
        StrictJson json = StrictJson.read(answer, CollateralReader.LARGEST, what);
        json.requireOnly(Set.of(name, SIGNATURE));
        json.child(name);
        return new SignedDocument(text(answer, name), json.hex(SIGNATURE, EcdsaP256.SIGNATURE_BYTES));
    }

    /** Cuts out the text of a field's value. Strict ASCII was checked before, so offsets count letters. */
    private static Octets text(byte[] answer, String name) {
        try (JsonParser parser = JSON.createParser(answer)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isWanted = parser.currentName().equals(name);
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                if (isWanted) {
                    int end = (int) parser.currentLocation().getByteOffset();
                    return Octets.of(answer).slice(start, end - start);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("the object was found to have the field");
    }
}
