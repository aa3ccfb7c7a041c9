package io.github.openflgramine.dcap;

import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong collateral is refused. */
final class RefusedCollateralTest {

    @ParameterizedTest
    @MethodSource
    void a_revocation_list_that_is_not_valid_is_refused(RefusalCase wrong) {
        wrong.isRefusedAt(Step.REVOCATION_LISTS);
    }

    static Stream<RefusalCase> a_revocation_list_that_is_not_valid_is_refused() {
        return Stream.of(
                new RefusalCase(
                        "Trusted root has expired at 2026-11-14T00:00:01Z", p -> p.root.until = RefusalCase.PAST),
                new RefusalCase(
                        "Root CRL is not signed by", p -> p.rootCrl.keys = FakeCertificate.newKeys("secp256r1")),
                new RefusalCase("Root CRL is not signed by", p -> p.rootCrl.issuer = FakeCertificate.name("Other")),
                new RefusalCase("Trusted root has a revoked certificate", p -> p.rootCrl.revoked.add(p.root.serial)),
                new RefusalCase("wrong key usage or basic constraints", p -> p.authority.authority = false),
                new RefusalCase("wrong key usage or basic constraints", p -> p.authority.usage = 2),
                new RefusalCase("Root CRL is not signed by", p -> p.root.usage = FakeCertificate.CERTIFY & ~2),
                new RefusalCase(
                        "Root CRL has expired at 2026-11-14T00:00:00Z", p -> p.rootCrl.until = RefusalCase.PAST),
                new RefusalCase("Root CRL has expired at 2026-11-15T00:00:00Z", p -> p.rootCrl.until = FakePlatform.AT),
                new RefusalCase(
                        "Root CRL is not valid before 2026-11-15T00:00:01Z", p -> p.rootCrl.from = RefusalCase.FUTURE),
                new RefusalCase("Root CRL has no nextUpdate", p -> p.rootCrl.until = null),
                new RefusalCase("Root CRL has critical extensions: [2.5.29.27]", p -> p.rootCrl.critical = true),
                new RefusalCase("Root CRL is damaged", piece("root_ca_crl", text -> text + "00")),
                new RefusalCase("Root CRL is not DER", piece("root_ca_crl", text -> "")),
                new RefusalCase("Root CRL is not signed with ECDSA", piece("root_ca_crl", text -> "3000")),
                new RefusalCase("PCK CRL is not signed by", p -> p.pckCrl.keys = p.root.keys),
                new RefusalCase("PCK CRL has expired at", p -> p.pckCrl.until = RefusalCase.PAST),
                new RefusalCase("PCK CRL is not valid before", p -> p.pckCrl.from = RefusalCase.FUTURE),
                new RefusalCase("PCK CRL is not signed by", p -> p.authority.usage = FakeCertificate.CERTIFY & ~2),
                new RefusalCase(
                        "Issuer chain of the PCK CRL has a revoked certificate",
                        p -> p.rootCrl.revoked.add(p.authority.serial)),
                new RefusalCase("Issuer chain of the PCK CRL has a certificate of", p -> {
                    p.authority.subject = FakeCertificate.name("Intel SGX PCK Other CA");
                    p.pckCrl.issuer = p.authority.subject;
                }),
                new RefusalCase(
                        "CN=Intel SGX PCK Platform CA has expired at", p -> p.authority.until = RefusalCase.PAST),
                new RefusalCase(
                        "CN=Intel SGX PCK Platform CA is not valid before", p -> p.authority.from = RefusalCase.FUTURE),
                new RefusalCase("is not valid: ", p -> p.authority.issuerKeys = p.pck.keys),
                new RefusalCase(
                        "does not end in the trusted root",
                        piece(
                                "pck_crl_issuer_chain",
                                text -> text.substring(0, text.indexOf("-----BEGIN", 1))
                                        + new FakeCertificate("Intel SGX Root CA", 1, null).pem())),
                new RefusalCase(
                        "has 1 certificates; expected 2",
                        piece("pck_crl_issuer_chain", text -> text.substring(0, text.indexOf("-----BEGIN", 1)))),
                new RefusalCase(
                        "is not PEM text of 2 certificates", piece("pck_crl_issuer_chain", text -> text + text)),
                new RefusalCase("is not PEM text of 2 certificates", piece("pck_crl_issuer_chain", text -> text + " ")),
                new RefusalCase(
                        "is not PEM text with lines of 64 letters",
                        piece("pck_crl_issuer_chain", text -> text.replaceFirst("\nMII", "\nM\nII"))),
                new RefusalCase(
                        "Base64 is damaged",
                        piece("pck_crl_issuer_chain", text -> text.replaceFirst("\nMII", "\nM!I"))),
                new RefusalCase(
                        "letters; expected at most 16384",
                        piece("pck_crl_issuer_chain", text -> text + "x".repeat(16 << 10))));
    }

    @ParameterizedTest
    @MethodSource
    void a_document_that_intel_did_not_sign_or_that_is_not_valid_is_refused(RefusalCase wrong) {
        wrong.isRefusedAt(Step.TCB_DOCUMENTS);
    }

    static Stream<RefusalCase> a_document_that_intel_did_not_sign_or_that_is_not_valid_is_refused() {
        return Stream.of(
                new RefusalCase(
                        "Issuer chain of the TCB info has a certificate of", p -> p.signing.subject = p.pck.subject),
                new RefusalCase("TCB info has a revoked certificate", p -> p.rootCrl.revoked.add(p.signing.serial)),
                new RefusalCase("CN=Intel SGX TCB Signing has expired at", p -> p.signing.until = RefusalCase.PAST),
                new RefusalCase("TCB info is not valid: ", p -> p.signing.issuerKeys = p.pck.keys),
                new RefusalCase(
                        "has a leaf with a wrong key usage or basic constraints",
                        p -> p.signing.usage = FakeCertificate.CERTIFY),
                new RefusalCase("TCB info has a wrong signature", piece("tcb_info", text -> text + " ")),
                new RefusalCase(
                        "TCB info has a wrong signature",
                        p -> p.collateral =
                                pieces -> pieces.put("tcb_info_signature", pieces.get("qe_identity_signature"))),
                new RefusalCase(
                        "TCB info has expired at", p -> p.tcbInfo.put("nextUpdate", RefusalCase.PAST.toString())),
                new RefusalCase(
                        "TCB info is not valid before", p -> p.tcbInfo.put("issueDate", RefusalCase.FUTURE.toString())),
                new RefusalCase("TCB info is not that of SGX in version 3", p -> p.tcbInfo.put("id", "TDX")),
                new RefusalCase("TCB info is not that of SGX in version 3", p -> p.tcbInfo.put("version", 2)),
                new RefusalCase("no valid version; expected a number from 0 to 3", p -> p.tcbInfo.put("version", 4)),
                new RefusalCase("no valid tcbType", p -> p.tcbInfo.put("tcbType", 1)),
                new RefusalCase(
                        "no valid fmspc; expected hexadecimal digits of 6 bytes", p -> p.tcbInfo.put("fmspc", "00")),
                new RefusalCase(
                        "no valid tcbLevels; expected a list that is not empty", p -> p.tcbInfo.putArray("tcbLevels")),
                new RefusalCase("TCB info has the same level twice", p -> p.addLevel(5, 11, "OutOfDate")),
                new RefusalCase("no valid tcbStatus; expected a known status", p -> p.addLevel(1, 1, "Fine")),
                new RefusalCase(
                        "a level of 15 components; expected 16",
                        p -> p.tcbInfoText = text -> text.replaceFirst("\\{\"svn\":5},", "")),
                new RefusalCase("no valid svn; expected a number from 0 to 255", p -> p.addLevel(256, 1, "OutOfDate")),
                new RefusalCase(
                        "TCB info is not strict JSON: Duplicate field 'id'",
                        p -> p.tcbInfoText = text -> "{\"id\":\"SGX\"," + text.substring(1)),
                new RefusalCase("TCB info is not strict JSON", p -> p.tcbInfoText = text -> text + "{}"),
                new RefusalCase("QE identity has a wrong signature", piece("qe_identity", text -> text + " ")),
                new RefusalCase(
                        "QE identity has expired at", p -> p.qeIdentity.put("nextUpdate", RefusalCase.PAST.toString())),
                new RefusalCase(
                        "QE identity is not valid before",
                        p -> p.qeIdentity.put("issueDate", RefusalCase.FUTURE.toString())),
                new RefusalCase("QE identity is not that of the QE in version 2", p -> p.qeIdentity.put("id", "TD_QE")),
                new RefusalCase("QE identity is not that of the QE in version 2", p -> p.qeIdentity.put("version", 1)),
                new RefusalCase("QE identity has the same level twice", p -> p.addQeLevel(8, "OutOfDate")),
                new RefusalCase(
                        "QE identity has a level with the status ConfigurationNeeded",
                        p -> p.addQeLevel(1, "ConfigurationNeeded")),
                new RefusalCase("no valid mrsigner", p -> p.qeIdentity.put("mrsigner", "8C")));
    }

    private static Consumer<FakePlatform> piece(String name, UnaryOperator<String> change) {
        return platform ->
                platform.collateral = pieces -> pieces.computeIfPresent(name, (key, text) -> change.apply(text));
    }
}
