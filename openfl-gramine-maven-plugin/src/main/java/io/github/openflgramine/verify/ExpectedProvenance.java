package io.github.openflgramine.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.intoto.DsseEnvelope;
import io.github.openflgramine.intoto.Statement;
import io.github.openflgramine.product.ImageContent;
import io.github.openflgramine.product.JsonText;
import io.github.openflgramine.publish.ProvenanceStatement;
import io.github.openflgramine.release.ReleasePublicKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A signed provenance statement as a receiver's expectation. It is used only after its signature has been verified. */
final class ExpectedProvenance {

    private static final String PROPERTY = "openfl.provenance";

    private final String shown;
    private final JsonNode statement;

    private ExpectedProvenance(String shown, JsonNode statement) {
        this.shown = shown;
        this.statement = statement;
    }

    /** Reads and verifies the statement. Returns empty if neither a statement nor a key is given. */
    static Optional<ExpectedProvenance> read(Expectations expected) throws IOException {
        Optional<Path> file = expected.provenance();
        Optional<Path> publicKey = expected.releasePublicKey();
        if (file.isEmpty() && publicKey.isEmpty()) {
            return Optional.empty();
        }
        if (file.isEmpty() || publicKey.isEmpty()) {
            throw new GraminizeException(
                    "Only one of %s and openfl.releasePublicKey is given; a statement is valid only with its signature."
                            .formatted(PROPERTY),
                    "Give both: -D%s=provenance.json -Dopenfl.releasePublicKey=PUBLIC.pem".formatted(PROPERTY));
        }
        return Optional.of(read(file.get(), ReleasePublicKey.read(publicKey.get())));
    }

    private static ExpectedProvenance read(Path file, ReleasePublicKey key) throws IOException {
        String shown = PROPERTY + "=" + file;
        ObjectNode json = JsonText.parse(ManifestSource.bytes(file, PROPERTY))
                .orElseThrow(() -> refused(shown + " is not JSON."));
        DsseEnvelope envelope = DsseEnvelope.parse(json).orElseThrow(() -> refused(shown + " is not signed."));
        if (!envelope.isSignedBy(key)) {
            throw refused("%s is not signed by this key.\n    expected key  %s\n    signed by     %s\n"
                    .formatted(
                            shown,
                            key.id(),
                            String.join(
                                    ", ",
                                    envelope.signatures().stream()
                                            .map(DsseEnvelope.Signature::keyId)
                                            .toList())));
        }
        Optional<ObjectNode> statement = envelope.payloadType().equals(Statement.PAYLOAD_TYPE)
                ? JsonText.parse(envelope.content())
                : Optional.empty();
        return new ExpectedProvenance(
                shown, statement.orElseThrow(() -> refused(shown + " is signed, but is not an in-toto statement.")));
    }

    /**
     * Returns the expected values of one enclave.
     *
     * @throws GraminizeException if the statement does not contain the enclave
     */
    List<ExpectedValue> of(String enclave) {
        for (JsonNode subject : statement.path("subject")) {
            String mrenclave = subject.path("digest").path("sha256").asText();
            if (subject.path("name").asText().equals(ProvenanceStatement.ENCLAVE + enclave)) {
                List<ExpectedValue> values = new ArrayList<>();
                values.add(new ExpectedValue(ExpectedValue.MRENCLAVE, mrenclave, shown));
                JsonText.fields(subject.path("annotations"))
                        .forEach((field, value) -> values.add(new ExpectedValue(field, value, shown)));
                return values;
            }
        }
        throw refused("%s does not mention an enclave %s.".formatted(shown, enclave));
    }

    /** Returns the expected configuration and layers; empty if an earlier version wrote the statement. */
    Optional<ExpectedContent> content() {
        for (JsonNode subject : statement.path("subject")) {
            JsonNode diffIds = subject.path("annotations").path(ProvenanceStatement.DIFF_IDS);
            if (diffIds.isArray()) {
                try {
                    List<Sha256> layers = new ArrayList<>();
                    diffIds.forEach(diffId -> layers.add(Sha256.ofDigest(diffId.asText())));
                    return Optional.of(new ExpectedContent(
                            new ImageContent(
                                    Sha256.ofHex(subject.path("digest")
                                            .path("sha256")
                                            .asText()),
                                    layers,
                                    new TreeMap<>()),
                            shown));
                } catch (IllegalArgumentException e) {
                    throw refused(shown + " has an invalid digest of the image's configuration or layers.");
                }
            }
        }
        return Optional.empty();
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(
                problem, "Give the provenance deployed with this image, and the releaser's public key.");
    }
}
