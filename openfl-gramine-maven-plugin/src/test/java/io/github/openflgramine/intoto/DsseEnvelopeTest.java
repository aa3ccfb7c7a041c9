package io.github.openflgramine.intoto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.release.ReleaseKey;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class DsseEnvelopeTest {

    private static final String TYPE = "http://example.com/HelloWorld";
    private static final byte[] HELLO = "hello world".getBytes(StandardCharsets.UTF_8);
    private static final Path ED25519 = Path.of("src/test/resources/keys/ed25519.pem");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void what_is_signed_is_the_encoding_of_the_protocol() {
        assertThat(DsseEnvelope.preAuthenticationEncoding(TYPE, HELLO))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
        assertThat(DsseEnvelope.preAuthenticationEncoding("ä", new byte[0]))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("DSSEv1 2 ä 0 ");
    }

    /** The protocol's example of key, envelope and signature (DSSE v1.0, protocol.md, Test Vectors). */
    @Test
    void the_protocols_own_signature_verifies() throws GeneralSecurityException {
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
        curve.init(new ECGenParameterSpec("secp256r1"));
        PublicKey key = KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(
                        new ECPoint(
                                new BigInteger(
                                        "46950820868899156662930047687818585632848591499744589407958293238635476079160"),
                                new BigInteger(
                                        "5640078356564379163099075877009565129882514886557779369047442380624545832820")),
                        curve.getParameterSpec(ECParameterSpec.class)));
        Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
        verifier.initVerify(key);
        verifier.update(DsseEnvelope.preAuthenticationEncoding(TYPE, HELLO));

        assertThat(
                        verifier.verify(
                                Base64.getDecoder()
                                        .decode(
                                                "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==")))
                .isTrue();
    }

    @Test
    void an_envelope_is_read_as_it_was_written() throws IOException {
        ReleaseKey key = ReleaseKey.read(ED25519, Passphrase.none());

        DsseEnvelope read = parse(DsseEnvelope.sign(TYPE, HELLO, key)).orElseThrow();

        assertThat(read.payloadType()).isEqualTo(TYPE);
        assertThat(read.content()).isEqualTo(HELLO);
        assertThat(read.signatures())
                .extracting(DsseEnvelope.Signature::keyId)
                .containsExactly(key.publicKey().id());
        assertThat(read.isSignedBy(key.publicKey())).isTrue();
    }

    @Test
    void a_changed_payload_or_type_is_not_signed() throws IOException {
        ReleaseKey key = ReleaseKey.read(ED25519, Passphrase.none());
        DsseEnvelope signed = DsseEnvelope.sign(TYPE, HELLO, key);

        assertThat(new DsseEnvelope(
                                TYPE,
                                Base64.getEncoder().encodeToString("hello World".getBytes(StandardCharsets.UTF_8)),
                                signed.signatures())
                        .isSignedBy(key.publicKey()))
                .isFalse();
        assertThat(new DsseEnvelope(TYPE + "s", signed.payload(), signed.signatures()).isSignedBy(key.publicKey()))
                .isFalse();
    }

    @Test
    void base64_of_both_alphabets_is_taken_and_what_is_no_envelope_is_not() throws IOException {
        assertThat(DsseEnvelope.parse(JSON.readTree("{\"payloadType\":\"t\",\"payload\":\"-_8=\",\"signatures\":[]}"))
                        .orElseThrow()
                        .content())
                .containsExactly(0xfb, 0xff);
        assertThat(DsseEnvelope.parse(JSON.readTree("{\"payload\":\"-_8=\",\"signatures\":[]}")))
                .isEmpty();
        assertThat(DsseEnvelope.parse(JSON.readTree("{\"payloadType\":\"t\",\"payload\":\"%\",\"signatures\":[]}")))
                .isEmpty();
    }

    private static Optional<DsseEnvelope> parse(DsseEnvelope envelope) throws IOException {
        JsonNode json = JSON.readTree(JSON.writeValueAsBytes(envelope.toMap()));
        return DsseEnvelope.parse(json);
    }
}
