package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong quotes and PCK certificates are refused. */
final class RefusedQuoteTest {

    @Test
    void a_platform_with_nothing_wrong_is_up_to_date() throws RefusedQuoteException {
        VerifiedQuote verified = new FakePlatform().verify();

        assertThat(verified.status()).isEqualTo(TcbStatus.UP_TO_DATE);
        assertThat(verified.advisories()).isEmpty();
        assertThat(verified.enclave().isvProdId()).isEqualTo(7);
        assertThat(verified.enclave().isvSvn()).isEqualTo(3);
        assertThat(verified.ppid()).hasToString("00112233445566778899aabbccddeeff");
        assertThat(verified.period()).isEqualTo(new Period(FakePlatform.FROM, FakePlatform.UNTIL));
    }

    @ParameterizedTest
    @MethodSource
    void a_quote_of_another_form_is_refused_first(RefusalCase wrong) {
        wrong.isRefusedAt(Step.QUOTE_FORM);
    }

    static Stream<RefusalCase> a_quote_of_another_form_is_refused_first() {
        return Stream.of(
                new RefusalCase("VERSION 4; expected 3", quoteByte(QuoteField.VERSION, 4)),
                new RefusalCase("ATTESTATION_KEY_TYPE 3; expected 2", quoteByte(QuoteField.ATTESTATION_KEY_TYPE, 3)),
                new RefusalCase("TEE_TYPE 129; expected 0", quoteByte(QuoteField.TEE_TYPE, 0x81)),
                new RefusalCase("not Intel's: QE_VENDOR_ID is 00", quoteByte(QuoteField.QE_VENDOR_ID, 0)),
                new RefusalCase(
                        "SIGNATURE_DATA_LENGTH", p -> p.quote = bytes -> Arrays.copyOf(bytes, bytes.length + 1)),
                new RefusalCase(
                        "SIGNATURE_DATA_LENGTH", p -> p.quote = bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
                new RefusalCase(
                        "Quote has 1051 bytes; expected 1052 to 8192", p -> p.quote = q -> Arrays.copyOf(q, 1051)),
                new RefusalCase("Quote has 8193 bytes", p -> p.quote = bytes -> Arrays.copyOf(bytes, 8193)),
                new RefusalCase(
                        "QE_AUTHENTICATION_DATA_SIZE 33; expected 32", p -> p.authenticationData = new byte[33]),
                new RefusalCase("certification data of type 4; expected 5", certificationByte(0, 4)),
                new RefusalCase("bytes of certification data; expected", certificationByte(5, 1)));
    }

    @ParameterizedTest
    @MethodSource
    void a_pck_certificate_that_intel_did_not_issue_or_that_is_not_valid_is_refused(RefusalCase wrong) {
        wrong.isRefusedAt(Step.PCK_CERTIFICATE);
    }

    static Stream<RefusalCase> a_pck_certificate_that_intel_did_not_issue_or_that_is_not_valid_is_refused() {
        return Stream.of(
                new RefusalCase("PCK chain has a revoked certificate", p -> p.pckCrl.revoked.add(p.pck.serial)),
                new RefusalCase("CN=Intel SGX PCK Certificate has expired at", p -> p.pck.until = RefusalCase.PAST),
                new RefusalCase(
                        "CN=Intel SGX PCK Certificate is not valid before", p -> p.pck.from = RefusalCase.FUTURE),
                new RefusalCase("PCK chain has a certificate of", p -> p.pck.subject = p.signing.subject),
                new RefusalCase("PCK chain is not valid: ", p -> p.pck.issuerKeys = p.pck.keys),
                new RefusalCase(
                        "PCK chain has a leaf with a wrong key usage or basic constraints",
                        p -> p.pck.authority = true),
                new RefusalCase("PCK chain is not valid", p -> p.pck.issuer = FakeCertificate.name("Other")),
                new RefusalCase(
                        "PCK chain has a leaf with a wrong key usage or basic constraints",
                        p -> p.pck.usage = FakeCertificate.CERTIFY),
                new RefusalCase("is not ECDSA with SHA-256 over P-256", p -> {
                    p.pck.keys = FakeCertificate.newKeys("secp384r1");
                }),
                new RefusalCase("is not ECDSA with SHA-256 over P-256", p -> p.pck.algorithm = "SHA384withECDSA"),
                new RefusalCase("PCK chain has a revoked certificate: C=US", p -> {
                    p.authority.serial = BigInteger.valueOf(99);
                    p.rootCrl.revoked.add(BigInteger.valueOf(99));
                    p.collateral = pieces ->
                            pieces.put("pck_crl_issuer_chain", sameAuthority(p, 2) + FakeCertificate.pem(p.rootDer()));
                }),
                new RefusalCase(
                        "PCK CRL is from C=US, ST=CA, L=Santa Clara, O=Intel Corporation, CN=Intel SGX PCK Processor CA",
                        p -> {
                            FakeCertificate processor =
                                    new FakeCertificate("Intel SGX PCK Processor CA", 9, p.root).asAuthority();
                            p.pckCrl.issuer = processor.subject;
                            p.pckCrl.keys = processor.keys;
                            p.collateral = pieces -> pieces.put(
                                    "pck_crl_issuer_chain", processor.pem() + FakeCertificate.pem(p.rootDer()));
                        }),
                new RefusalCase("PCK chain is not PEM text of 3 certificates", p -> p.pckChain = text -> text + "\0\0"),
                new RefusalCase("PCK chain is not PEM text of 3 certificates", p -> p.pckChain = text -> "\n" + text),
                new RefusalCase("PCK chain has 0 certificates; expected 3", p -> p.pckChain = text -> ""),
                new RefusalCase(
                        "SGX extension of the PCK certificate has no 1.2.840.113741.1.13.1.4",
                        p -> p.sgxExtension = fields -> without(fields, 3)));
    }

    @Test
    void a_pck_certificate_without_the_sgx_extension_is_refused() {
        FakePlatform platform = new FakePlatform();
        platform.pckChain = text -> {
            platform.pck.sgxExtension = null;
            return platform.pck.pem() + text.substring(text.indexOf("-----BEGIN", 1));
        };

        assertThat(catchThrowableOfType(RefusedQuoteException.class, platform::verify))
                .hasMessageContaining("SGX extension of the PCK certificate is absent");
    }

    @ParameterizedTest
    @MethodSource
    void a_key_that_intels_quoting_enclave_did_not_make_is_refused(RefusalCase wrong) {
        wrong.isRefusedAt(Step.QE_REPORT);
    }

    static Stream<RefusalCase> a_key_that_intels_quoting_enclave_did_not_make_is_refused() {
        return Stream.of(
                new RefusalCase("QE report has a wrong signature", p -> p.qeSigner = p.signing.keys),
                new RefusalCase("QE report is for another attestation key", reportByte(ReportField.REPORTDATA, 0, 1)),
                new RefusalCase("QE report is for another attestation key", reportByte(ReportField.REPORTDATA, 32, 1)),
                new RefusalCase(
                        "QE report is for another attestation key",
                        p -> p.quote = bytes -> {
                            bytes[QuoteField.TOTAL] ^= 1;
                            return bytes;
                        }),
                new RefusalCase("QE report is from a debug enclave", p -> {
                    reportByte(ReportField.ATTRIBUTES, 0, 0x17).accept(p);
                    p.qeIdentity.put("attributesMask", "00".repeat(16));
                    p.qeIdentity.put("attributes", "00".repeat(16));
                }),
                new RefusalCase("not Intel's quoting enclave (MISCSELECT)", reportByte(ReportField.MISCSELECT, 3, 1)),
                new RefusalCase(
                        "not Intel's quoting enclave (ATTRIBUTES)", reportByte(ReportField.ATTRIBUTES, 0, 0x05)),
                new RefusalCase("not Intel's quoting enclave (ATTRIBUTES)", reportByte(ReportField.ATTRIBUTES, 7, 1)),
                new RefusalCase("not Intel's quoting enclave (MRSIGNER)", reportByte(ReportField.MRSIGNER, 31, 0)),
                new RefusalCase("not Intel's quoting enclave (ISVPRODID)", reportByte(ReportField.ISVPRODID, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource
    void a_quote_that_the_attestation_key_did_not_sign_is_refused(RefusalCase wrong) {
        wrong.isRefusedAt(Step.QUOTE_SIGNATURE);
    }

    static Stream<RefusalCase> a_quote_that_the_attestation_key_did_not_sign_is_refused() {
        return Stream.of(
                new RefusalCase("Quote has a wrong signature", p -> p.quoteSigner = p.pck.keys),
                new RefusalCase("Quote has a wrong signature", quoteByte(QuoteField.ISV_ENCLAVE_REPORT, 1)),
                new RefusalCase("Quote has a wrong signature", quoteByte(QuoteField.USER_DATA, 1)),
                new RefusalCase(
                        "Quote has a wrong signature",
                        p -> p.quote = bytes -> {
                            int from = QuoteField.ISV_ENCLAVE_REPORT_SIGNATURE.offset();
                            Arrays.fill(bytes, from, from + EcdsaP256.SIGNATURE_BYTES, (byte) 0);
                            return bytes;
                        }),
                new RefusalCase("Quote has a wrong signature", p -> p.attestationPoint = new byte[EcdsaP256.KEY_BYTES]),
                new RefusalCase("Quote has a wrong signature", p -> p.attestationPoint[63] ^= 1));
    }

    @ParameterizedTest
    @MethodSource
    void a_platform_without_a_level_is_refused(RefusalCase wrong) {
        wrong.isRefusedAt(Step.TCB_LEVEL);
    }

    static Stream<RefusalCase> a_platform_without_a_level_is_refused() {
        return Stream.of(
                new RefusalCase("another kind of processor: FMSPC", p -> p.fmspc = "00906ed50001"),
                new RefusalCase("another kind of processor: PCEID", p -> p.pceId = "0001"),
                new RefusalCase("TCB info has no level for this platform", p -> p.components[15] = 2),
                new RefusalCase("TCB info has no level for this platform", p -> p.pceSvn = 8),
                new RefusalCase("QE identity has no level for ISVSVN 4", reportByte(ReportField.ISVSVN, 0, 4)));
    }

    private static Consumer<FakePlatform> quoteByte(QuoteField field, int value) {
        return platform -> platform.quote = bytes -> {
            bytes[field.offset()] = (byte) value;
            return bytes;
        };
    }

    /** A byte of the certification data's type and size. */
    private static Consumer<FakePlatform> certificationByte(int index, int value) {
        return platform -> platform.quote = bytes -> {
            bytes[QuoteField.TOTAL + platform.authenticationData.length + index] = (byte) value;
            return bytes;
        };
    }

    /** A byte of the quoting enclave's report before the PCK signs it. */
    private static Consumer<FakePlatform> reportByte(ReportField field, int index, int value) {
        return platform -> platform.qeReport[field.offset() + index] = (byte) value;
    }

    private static String sameAuthority(FakePlatform platform, int serial) {
        FakeCertificate same = new FakeCertificate("Intel SGX PCK Platform CA", serial, platform.root).asAuthority();
        same.keys = platform.authority.keys;
        return same.pem();
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
}
