package io.github.openflgramine.dcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A platform of which one thing alone is wrong is refused for that thing. */
final class RefusedQuoteTest {

    private static final Instant PAST = FakePlatform.AT.minus(Duration.ofDays(1));
    private static final Instant FUTURE = FakePlatform.AT.plusSeconds(1);

    /** One thing that is wrong, and the words that have to say so. */
    private record Case(String problem, Consumer<FakePlatform> wrong) {

        @Override
        public String toString() {
            return problem;
        }

        void isRefusedAt(Step step) {
            FakePlatform platform = new FakePlatform();
            wrong.accept(platform);
            RefusedQuoteException refusal = catchThrowableOfType(RefusedQuoteException.class, platform::verify);
            assertThat(refusal).as(problem).isNotNull();
            assertThat(refusal.problem()).contains(problem);
            assertThat(refusal.step()).isEqualTo(step);
            assertThat(refusal.remedy()).isNotBlank();
        }
    }

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
    void a_quote_of_another_form_is_refused_first(Case wrong) {
        wrong.isRefusedAt(Step.QUOTE_FORM);
    }

    static Stream<Case> a_quote_of_another_form_is_refused_first() {
        return Stream.of(
                new Case("VERSION 4; expected 3", quoteByte(QuoteField.VERSION, 4)),
                new Case("ATTESTATION_KEY_TYPE 3; expected 2", quoteByte(QuoteField.ATTESTATION_KEY_TYPE, 3)),
                new Case("TEE_TYPE 129; expected 0", quoteByte(QuoteField.TEE_TYPE, 0x81)),
                new Case("not Intel's: QE_VENDOR_ID is 00", quoteByte(QuoteField.QE_VENDOR_ID, 0)),
                new Case("SIGNATURE_DATA_LENGTH", p -> p.quote = bytes -> Arrays.copyOf(bytes, bytes.length + 1)),
                new Case("SIGNATURE_DATA_LENGTH", p -> p.quote = bytes -> Arrays.copyOf(bytes, bytes.length - 1)),
                new Case("Quote has 1051 bytes; expected 1052 to 8192", p -> p.quote = q -> Arrays.copyOf(q, 1051)),
                new Case("Quote has 8193 bytes", p -> p.quote = bytes -> Arrays.copyOf(bytes, 8193)),
                new Case("QE_AUTHENTICATION_DATA_SIZE 33; expected 32", p -> p.authenticationData = new byte[33]),
                new Case("certification data of type 4; expected 5", certificationByte(0, 4)),
                new Case("bytes of certification data; expected", certificationByte(5, 1)));
    }

    @ParameterizedTest
    @MethodSource
    void a_revocation_list_that_decides_nothing_is_refused(Case wrong) {
        wrong.isRefusedAt(Step.REVOCATION_LISTS);
    }

    static Stream<Case> a_revocation_list_that_decides_nothing_is_refused() {
        return Stream.of(
                new Case("Trusted root expired at 2026-11-14T00:00:01Z", p -> p.root.until = PAST),
                new Case("Root CRL is not signed by", p -> p.rootCrl.keys = FakeCertificate.newKeys("secp256r1")),
                new Case("Root CRL is not signed by", p -> p.rootCrl.issuer = FakeCertificate.name("Other")),
                new Case("Trusted root has a revoked certificate", p -> p.rootCrl.revoked.add(p.root.serial)),
                new Case("wrong key usage or basic constraints", p -> p.authority.authority = false),
                new Case("wrong key usage or basic constraints", p -> p.authority.usage = 2),
                new Case("Root CRL is not signed by", p -> p.root.usage = FakeCertificate.CERTIFY & ~2),
                new Case("Root CRL expired at 2026-11-14T00:00:00Z", p -> p.rootCrl.until = PAST),
                new Case("Root CRL expired at 2026-11-15T00:00:00Z", p -> p.rootCrl.until = FakePlatform.AT),
                new Case("Root CRL is not valid before 2026-11-15T00:00:01Z", p -> p.rootCrl.from = FUTURE),
                new Case("Root CRL has no nextUpdate", p -> p.rootCrl.until = null),
                new Case("Root CRL has critical extensions: [2.5.29.27]", p -> p.rootCrl.critical = true),
                new Case("Root CRL is damaged", piece("root_ca_crl", text -> text + "00")),
                new Case("Root CRL is not DER", piece("root_ca_crl", text -> "")),
                new Case("Root CRL is not signed with ECDSA", piece("root_ca_crl", text -> "3000")),
                new Case("PCK CRL is not signed by", p -> p.pckCrl.keys = p.root.keys),
                new Case("PCK CRL expired at", p -> p.pckCrl.until = PAST),
                new Case("PCK CRL is not valid before", p -> p.pckCrl.from = FUTURE),
                new Case("PCK CRL is not signed by", p -> p.authority.usage = FakeCertificate.CERTIFY & ~2),
                new Case(
                        "Issuer chain of the PCK CRL has a revoked certificate",
                        p -> p.rootCrl.revoked.add(p.authority.serial)),
                new Case("Issuer chain of the PCK CRL has a certificate of", p -> {
                    p.authority.subject = FakeCertificate.name("Intel SGX PCK Other CA");
                    p.pckCrl.issuer = p.authority.subject;
                }),
                new Case("CN=Intel SGX PCK Platform CA expired at", p -> p.authority.until = PAST),
                new Case("CN=Intel SGX PCK Platform CA is not valid before", p -> p.authority.from = FUTURE),
                new Case("is not valid: ", p -> p.authority.issuerKeys = p.pck.keys),
                new Case(
                        "does not end in the trusted root",
                        piece(
                                "pck_crl_issuer_chain",
                                text -> text.substring(0, text.indexOf("-----BEGIN", 1))
                                        + new FakeCertificate("Intel SGX Root CA", 1, null).pem())),
                new Case(
                        "has 1 certificates; expected 2",
                        piece("pck_crl_issuer_chain", text -> text.substring(0, text.indexOf("-----BEGIN", 1)))),
                new Case("is not PEM text of 2 certificates", piece("pck_crl_issuer_chain", text -> text + text)),
                new Case("is not PEM text of 2 certificates", piece("pck_crl_issuer_chain", text -> text + " ")),
                new Case(
                        "is not PEM text with lines of 64 letters",
                        piece("pck_crl_issuer_chain", text -> text.replaceFirst("\nMII", "\nM\nII"))),
                new Case(
                        "Base64 is damaged",
                        piece("pck_crl_issuer_chain", text -> text.replaceFirst("\nMII", "\nM!I"))),
                new Case(
                        "letters; expected at most 16384",
                        piece("pck_crl_issuer_chain", text -> text + "x".repeat(16 << 10))));
    }

    @ParameterizedTest
    @MethodSource
    void a_document_that_intel_did_not_sign_or_that_does_not_count_is_refused(Case wrong) {
        wrong.isRefusedAt(Step.TCB_DOCUMENTS);
    }

    static Stream<Case> a_document_that_intel_did_not_sign_or_that_does_not_count_is_refused() {
        return Stream.of(
                new Case("Issuer chain of the TCB info has a certificate of", p -> p.signing.subject = p.pck.subject),
                new Case("TCB info has a revoked certificate", p -> p.rootCrl.revoked.add(p.signing.serial)),
                new Case("CN=Intel SGX TCB Signing expired at", p -> p.signing.until = PAST),
                new Case("TCB info is not valid: ", p -> p.signing.issuerKeys = p.pck.keys),
                new Case(
                        "has a leaf with a wrong key usage or basic constraints",
                        p -> p.signing.usage = FakeCertificate.CERTIFY),
                new Case("TCB info has a wrong signature", piece("tcb_info", text -> text + " ")),
                new Case(
                        "TCB info has a wrong signature",
                        p -> p.collateral =
                                pieces -> pieces.put("tcb_info_signature", pieces.get("qe_identity_signature"))),
                new Case("TCB info expired at", p -> p.tcbInfo.put("nextUpdate", PAST.toString())),
                new Case("TCB info is not valid before", p -> p.tcbInfo.put("issueDate", FUTURE.toString())),
                new Case("TCB info is not that of SGX in version 3", p -> p.tcbInfo.put("id", "TDX")),
                new Case("TCB info is not that of SGX in version 3", p -> p.tcbInfo.put("version", 2)),
                new Case("no valid version; expected a number from 0 to 3", p -> p.tcbInfo.put("version", 4)),
                new Case("no valid tcbType", p -> p.tcbInfo.put("tcbType", 1)),
                new Case("no valid fmspc; expected hexadecimal digits of 6 bytes", p -> p.tcbInfo.put("fmspc", "00")),
                new Case("no valid tcbLevels; expected a list that is not empty", p -> p.tcbInfo.putArray("tcbLevels")),
                new Case("TCB info has the same level twice", p -> p.addLevel(5, 11, "OutOfDate")),
                new Case("no valid tcbStatus; expected a known status", p -> p.addLevel(1, 1, "Fine")),
                new Case(
                        "a level of 15 components; expected 16",
                        p -> p.tcbInfoText = text -> text.replaceFirst("\\{\"svn\":5},", "")),
                new Case("no valid svn; expected a number from 0 to 255", p -> p.addLevel(256, 1, "OutOfDate")),
                new Case(
                        "TCB info is not strict JSON: Duplicate field 'id'",
                        p -> p.tcbInfoText = text -> "{\"id\":\"SGX\"," + text.substring(1)),
                new Case("TCB info is not strict JSON", p -> p.tcbInfoText = text -> text + "{}"),
                new Case("QE identity has a wrong signature", piece("qe_identity", text -> text + " ")),
                new Case("QE identity expired at", p -> p.qeIdentity.put("nextUpdate", PAST.toString())),
                new Case("QE identity is not valid before", p -> p.qeIdentity.put("issueDate", FUTURE.toString())),
                new Case("QE identity is not that of the QE in version 2", p -> p.qeIdentity.put("id", "TD_QE")),
                new Case("QE identity is not that of the QE in version 2", p -> p.qeIdentity.put("version", 1)),
                new Case("QE identity has the same level twice", p -> p.addQeLevel(8, "OutOfDate")),
                new Case(
                        "QE identity has a level with the status ConfigurationNeeded",
                        p -> p.addQeLevel(1, "ConfigurationNeeded")),
                new Case("no valid mrsigner", p -> p.qeIdentity.put("mrsigner", "8C")));
    }

    @ParameterizedTest
    @MethodSource
    void a_pck_certificate_that_intel_does_not_stand_for_is_refused(Case wrong) {
        wrong.isRefusedAt(Step.PCK_CERTIFICATE);
    }

    static Stream<Case> a_pck_certificate_that_intel_does_not_stand_for_is_refused() {
        return Stream.of(
                new Case("PCK chain has a revoked certificate", p -> p.pckCrl.revoked.add(p.pck.serial)),
                new Case("CN=Intel SGX PCK Certificate expired at", p -> p.pck.until = PAST),
                new Case("CN=Intel SGX PCK Certificate is not valid before", p -> p.pck.from = FUTURE),
                new Case("PCK chain has a certificate of", p -> p.pck.subject = p.signing.subject),
                new Case("PCK chain is not valid: ", p -> p.pck.issuerKeys = p.pck.keys),
                new Case(
                        "PCK chain has a leaf with a wrong key usage or basic constraints",
                        p -> p.pck.authority = true),
                new Case("PCK chain is not valid", p -> p.pck.issuer = FakeCertificate.name("Other")),
                new Case(
                        "PCK chain has a leaf with a wrong key usage or basic constraints",
                        p -> p.pck.usage = FakeCertificate.CERTIFY),
                new Case("is not ECDSA with SHA-256 over P-256", p -> {
                    p.pck.keys = FakeCertificate.newKeys("secp384r1");
                }),
                new Case("is not ECDSA with SHA-256 over P-256", p -> p.pck.algorithm = "SHA384withECDSA"),
                new Case("PCK chain has a revoked certificate: C=US", p -> {
                    p.authority.serial = BigInteger.valueOf(99);
                    p.rootCrl.revoked.add(BigInteger.valueOf(99));
                    p.collateral = pieces ->
                            pieces.put("pck_crl_issuer_chain", sameAuthority(p, 2) + FakeCertificate.pem(p.rootDer()));
                }),
                new Case(
                        "PCK CRL is from C=US, ST=CA, L=Santa Clara, O=Intel Corporation, CN=Intel SGX PCK Processor CA",
                        p -> {
                            FakeCertificate processor =
                                    new FakeCertificate("Intel SGX PCK Processor CA", 9, p.root).asAuthority();
                            p.pckCrl.issuer = processor.subject;
                            p.pckCrl.keys = processor.keys;
                            p.collateral = pieces -> pieces.put(
                                    "pck_crl_issuer_chain", processor.pem() + FakeCertificate.pem(p.rootDer()));
                        }),
                new Case("PCK chain is not PEM text of 3 certificates", p -> p.pckChain = text -> text + "\0\0"),
                new Case("PCK chain is not PEM text of 3 certificates", p -> p.pckChain = text -> "\n" + text),
                new Case("PCK chain has 0 certificates; expected 3", p -> p.pckChain = text -> ""),
                new Case(
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
    void a_key_that_intels_quoting_enclave_did_not_make_is_refused(Case wrong) {
        wrong.isRefusedAt(Step.QE_REPORT);
    }

    static Stream<Case> a_key_that_intels_quoting_enclave_did_not_make_is_refused() {
        return Stream.of(
                new Case("QE report has a wrong signature", p -> p.qeSigner = p.signing.keys),
                new Case("QE report is for another attestation key", reportByte(ReportField.REPORTDATA, 0, 1)),
                new Case("QE report is for another attestation key", reportByte(ReportField.REPORTDATA, 32, 1)),
                new Case(
                        "QE report is for another attestation key",
                        p -> p.quote = bytes -> {
                            bytes[QuoteField.TOTAL] ^= 1;
                            return bytes;
                        }),
                new Case("QE report is from a debug enclave", p -> {
                    reportByte(ReportField.ATTRIBUTES, 0, 0x17).accept(p);
                    p.qeIdentity.put("attributesMask", "00".repeat(16));
                    p.qeIdentity.put("attributes", "00".repeat(16));
                }),
                new Case(
                        "not from Intel's quoting enclave (MISCSELECT differs)",
                        reportByte(ReportField.MISCSELECT, 3, 1)),
                new Case(
                        "not from Intel's quoting enclave (ATTRIBUTES differs)",
                        reportByte(ReportField.ATTRIBUTES, 0, 0x05)),
                new Case(
                        "not from Intel's quoting enclave (ATTRIBUTES differs)",
                        reportByte(ReportField.ATTRIBUTES, 7, 1)),
                new Case(
                        "not from Intel's quoting enclave (MRSIGNER differs)", reportByte(ReportField.MRSIGNER, 31, 0)),
                new Case(
                        "not from Intel's quoting enclave (ISVPRODID differs)",
                        reportByte(ReportField.ISVPRODID, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource
    void a_quote_that_the_attestation_key_did_not_sign_is_refused(Case wrong) {
        wrong.isRefusedAt(Step.QUOTE_SIGNATURE);
    }

    static Stream<Case> a_quote_that_the_attestation_key_did_not_sign_is_refused() {
        return Stream.of(
                new Case("Quote has a wrong signature", p -> p.quoteSigner = p.pck.keys),
                new Case("Quote has a wrong signature", quoteByte(QuoteField.ISV_ENCLAVE_REPORT, 1)),
                new Case("Quote has a wrong signature", quoteByte(QuoteField.USER_DATA, 1)),
                new Case(
                        "Quote has a wrong signature",
                        p -> p.quote = bytes -> {
                            int from = QuoteField.ISV_ENCLAVE_REPORT_SIGNATURE.offset();
                            Arrays.fill(bytes, from, from + EcdsaP256.SIGNATURE_BYTES, (byte) 0);
                            return bytes;
                        }),
                new Case("Quote has a wrong signature", p -> p.attestationPoint = new byte[EcdsaP256.KEY_BYTES]),
                new Case("Quote has a wrong signature", p -> p.attestationPoint[63] ^= 1));
    }

    @ParameterizedTest
    @MethodSource
    void a_platform_that_intel_does_not_judge_is_refused(Case wrong) {
        wrong.isRefusedAt(Step.TCB_LEVEL);
    }

    static Stream<Case> a_platform_that_intel_does_not_judge_is_refused() {
        return Stream.of(
                new Case("another kind of processor: FMSPC", p -> p.fmspc = "00906ed50001"),
                new Case("another kind of processor: PCEID", p -> p.pceId = "0001"),
                new Case("TCB info has no level for this platform", p -> p.components[15] = 2),
                new Case("TCB info has no level for this platform", p -> p.pceSvn = 8),
                new Case("QE identity has no level for ISVSVN 4", reportByte(ReportField.ISVSVN, 0, 4)));
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

    private static Consumer<FakePlatform> piece(String name, UnaryOperator<String> change) {
        return platform ->
                platform.collateral = pieces -> pieces.computeIfPresent(name, (key, text) -> change.apply(text));
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
