package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.junit.jupiter.api.Test;

final class PckExtensionReaderTest {

    private static final String OID = "1.2.840.113741.1.13.1";

    private final FakePlatform platform = new FakePlatform();

    @Test
    void a_real_extension_says_which_processor_it_is() throws Exception {
        CertificateChain chain =
                CertificateChain.read(QuoteReader.read(Samples.realQuote()).pckChain(), 3, "PCK chain");

        PckExtension extension = PckExtensionReader.read(chain.leaf());

        assertThat(extension.fmspc()).hasToString("00a067110000");
        assertThat(extension.pceId()).hasToString("0000");
        assertThat(extension.ppid().size()).isEqualTo(16);
        assertThat(extension.svns())
                .isEqualTo(new TcbSvns(Arrays.asList(11, 11, 2, 2, 255, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 13));
    }

    @Test
    void the_order_of_its_fields_does_not_matter() {
        platform.sgxExtension = fields -> {
            ASN1EncodableVector reversed = new ASN1EncodableVector();
            for (int i = fields.size() - 1; i >= 0; i--) {
                reversed.add(fields.get(i));
            }
            return reversed;
        };
        platform.components[3] = 255;
        platform.pceSvn = 65535;

        PckExtension extension = PckExtensionReader.read(platform.sgxExtension());

        assertThat(extension.fmspc()).hasToString("00906ed50000");
        assertThat(extension.svns().components().get(3)).isEqualTo(255);
        assertThat(extension.svns().pceSvn()).isEqualTo(65535);
    }

    @Test
    void platform_instance_and_configuration_of_a_server_are_known() {
        platform.sgxExtension = fields -> {
            fields.add(FakePlatform.pair("6", new DEROctetString(new byte[16])));
            fields.add(FakePlatform.pair("7", new DERSequence()));
            return fields;
        };

        assertThat(PckExtensionReader.read(platform.sgxExtension()).pceId()).hasToString("0000");
    }

    @Test
    void one_of_the_two_without_the_other_is_refused() {
        String problem = "has only one of " + OID + ".6 and " + OID + ".7";
        refuses(fields -> with(fields, FakePlatform.pair("6", new DEROctetString(new byte[16]))), problem);
        refuses(fields -> with(fields, FakePlatform.pair("7", new DERSequence())), problem);
    }

    @Test
    void a_field_that_is_there_twice_decides_nothing() {
        refuses(
                fields -> with(fields, FakePlatform.pair("4", new DEROctetString(new byte[6]))),
                "has " + OID + ".4 twice");
    }

    @Test
    void an_unknown_field_is_refused() {
        refuses(
                fields -> with(fields, FakePlatform.pair("8", new ASN1Integer(1))),
                "has unknown fields: " + OID + ".8");
    }

    @Test
    void an_unknown_part_of_the_tcb_is_refused() {
        refuses(
                fields -> replaced(fields, 1, tcb -> tcb.add(FakePlatform.pair("2.19", new ASN1Integer(1)))),
                "has unknown fields: " + OID + ".2.19");
    }

    @Test
    void every_field_that_identifies_or_judges_the_processor_has_to_be_there() {
        refuses(fields -> without(fields, 0), "has no " + OID + ".1");
        refuses(fields -> without(fields, 1), "has no " + OID + ".2");
        refuses(fields -> without(fields, 2), "has no " + OID + ".3");
        refuses(fields -> without(fields, 3), "has no " + OID + ".4");
        refuses(fields -> without(fields, 4), "has no " + OID + ".5");
    }

    @Test
    void bytes_of_another_number_are_refused() {
        platform.fmspc = "00906ed5";

        refuses(fields -> fields, "has no " + OID + ".4 of 6 bytes");
    }

    @Test
    void a_component_is_one_byte() {
        platform.components[15] = 256;
        refuses(fields -> fields, "has no " + OID + ".2.16 from 0 to 255");
        platform.components[15] = -1;
        refuses(fields -> fields, "has no " + OID + ".2.16 from 0 to 255");
    }

    @Test
    void a_pcesvn_has_two_bytes() {
        platform.pceSvn = 65536;

        refuses(fields -> fields, "has no " + OID + ".2.17 from 0 to 65535");
    }

    @Test
    void what_is_no_list_of_pairs_is_refused() {
        refuses(fields -> with(fields, new ASN1Integer(1)), "is not a list of names and values");
        refuses(
                fields -> with(fields, new DERSequence(new ASN1ObjectIdentifier(OID))),
                "is not a list of names and values");
    }

    @Test
    void trailing_bytes_are_refused() {
        byte[] der = platform.sgxExtension();

        assertThatThrownBy(() -> PckExtensionReader.read(Arrays.copyOf(der, der.length + 1)))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("SGX extension of the PCK certificate is damaged: ");
    }

    @Test
    void more_than_4_kib_are_not_read() {
        assertThatThrownBy(() -> PckExtensionReader.read(new byte[4097]))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("SGX extension of the PCK certificate has 4097 bytes.");
    }

    private void refuses(UnaryOperator<ASN1EncodableVector> change, String problem) {
        platform.sgxExtension = change;
        assertThatThrownBy(() -> PckExtensionReader.read(platform.sgxExtension()))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("SGX extension of the PCK certificate " + problem);
    }

    private static ASN1EncodableVector with(ASN1EncodableVector fields, ASN1Encodable more) {
        fields.add(more);
        return fields;
    }

    private static ASN1EncodableVector without(ASN1EncodableVector fields, int index) {
        ASN1EncodableVector rest = new ASN1EncodableVector();
        for (int i = 0; i < fields.size(); i++) {
            if (i != index) {
                rest.add(fields.get(i));
            }
        }
        return rest;
    }

    /** One field's sequence with a change. */
    private static ASN1EncodableVector replaced(
            ASN1EncodableVector fields, int index, Consumer<ASN1EncodableVector> change) {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (int i = 0; i < fields.size(); i++) {
            ASN1Sequence pair = (ASN1Sequence) fields.get(i);
            if (i != index) {
                all.add(pair);
                continue;
            }
            ASN1EncodableVector inner = new ASN1EncodableVector();
            ((ASN1Sequence) pair.getObjectAt(1)).forEach(inner::add);
            change.accept(inner);
            all.add(FakePlatform.pair("2", new DERSequence(inner)));
        }
        return all;
    }
}
