package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;

/** The signature of a certificate is not signed itself: it has one text. */
final class DerTest {

    private final ASN1Sequence certificate = ASN1Sequence.getInstance(
            new FakeCertificate("Root", 1, null).asAuthority().der());

    @Test
    void a_signature_is_a_bit_string_of_whole_bytes() {
        assertThatCode(() -> Der.requireSigned(signed(numbers(1, 2)), "It")).doesNotThrowAnyException();
        refuses(new DERBitString(numbers(1, 2).getOctets(), 1));
    }

    @Test
    void a_signature_is_two_positive_numbers() {
        assertThatCode(() -> Der.requireSigned(signed(numbers(1, 1)), "It")).doesNotThrowAnyException();
        refuses(numbers(1));
        refuses(numbers(1, 1, 1));
        refuses(numbers(-1, 1));
        refuses(numbers(1, 0));
        refuses(new ASN1Integer(1));
    }

    @Test
    void a_certificate_has_three_parts() {
        assertThatThrownBy(() -> Der.requireSigned(new DERSequence(certificate.getObjectAt(0)).getEncoded(), "It"))
                .hasMessageStartingWith("It is not signed with ECDSA.");
    }

    @Test
    void another_text_of_the_same_value_is_refused() {
        for (String ber : new String[] {"30800000", "308100", "0101ff00", "020200ff00", "02020001", "010101"}) {
            assertThatThrownBy(() -> Der.require(HexFormat.of().parseHex(ber), "It"))
                    .as(ber)
                    .isInstanceOf(GraminizeException.class);
        }
    }

    private void refuses(ASN1Encodable signature) {
        assertThatThrownBy(() -> Der.requireSigned(signed(signature), "It"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("It is not signed with ECDSA.");
    }

    /** The certificate with another signature. */
    private byte[] signed(ASN1Encodable signature) throws IOException {
        return new DERSequence(new ASN1Encodable[] {certificate.getObjectAt(0), certificate.getObjectAt(1), signature})
                .getEncoded();
    }

    private static DERBitString numbers(long... numbers) {
        try {
            return new DERBitString(new DERSequence(
                    Arrays.stream(numbers).mapToObj(ASN1Integer::new).toArray(ASN1Encodable[]::new)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
