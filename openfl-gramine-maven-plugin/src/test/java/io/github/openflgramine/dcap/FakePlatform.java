package io.github.openflgramine.dcap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;

/**
 * A processor that does not exist, with all that Intel says of it: certificates, revocation lists, TCB info, QE identity and
 * a quote, under a root of its own. As it is made, its quote is verified and up to date; every property can be changed before
 * the signatures are made, and every result after that.
 */
public final class FakePlatform {

    static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2026-12-01T00:00:00Z");

    /** An instant at which all of it counts. */
    public static final Instant AT = Instant.parse("2026-11-15T00:00:00Z");

    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = new ObjectMapper();

    final FakeCertificate root = new FakeCertificate("Intel SGX Root CA", 1, null).asAuthority();
    final FakeCertificate authority = new FakeCertificate("Intel SGX PCK Platform CA", 2, root).asAuthority();
    final FakeCertificate pck = new FakeCertificate("Intel SGX PCK Certificate", 3, authority);
    final FakeCertificate signing = new FakeCertificate("Intel SGX TCB Signing", 4, root);
    final FakeRevocationList rootCrl = new FakeRevocationList(root);
    final FakeRevocationList pckCrl = new FakeRevocationList(authority);
    final KeyPair attestationKey = FakeCertificate.newKeys("secp256r1");

    /** x and y, as the quote has them. */
    byte[] attestationPoint = point(attestationKey);

    KeyPair quoteSigner = attestationKey;
    KeyPair qeSigner = pck.keys;

    byte[] ppid = HEX.parseHex("00112233445566778899aabbccddeeff");
    String fmspc = "00906ed50000";
    String pceId = "0000";
    int[] components = new int[TcbSvns.COMPONENTS];
    int pceSvn = 11;
    UnaryOperator<ASN1EncodableVector> sgxExtension = fields -> fields;

    byte[] report = new byte[ReportField.TOTAL];
    byte[] qeReport = new byte[ReportField.TOTAL];
    byte[] authenticationData = HEX.parseHex("000102030405060708090a0b0c0d0e0f".repeat(2));
    ObjectNode tcbInfo = JSON.createObjectNode();
    ObjectNode qeIdentity = JSON.createObjectNode();
    UnaryOperator<String> tcbInfoText = text -> text;
    UnaryOperator<String> qeIdentityText = text -> text;
    UnaryOperator<String> pckChain = text -> text + "\0";
    UnaryOperator<byte[]> quote = bytes -> bytes;
    Consumer<Map<String, String>> collateral = pieces -> {};

    private byte[] rootBytes;

    public FakePlatform() {
        Arrays.fill(components, 5);
        set(report, ReportField.ATTRIBUTES, 0x05);
        Arrays.fill(report, ReportField.MRENCLAVE.offset(), ReportField.MRENCLAVE.offset() + 32, (byte) 0xaa);
        Arrays.fill(report, ReportField.MRSIGNER.offset(), ReportField.MRSIGNER.offset() + 32, (byte) 0xbb);
        set(report, ReportField.ISVPRODID, 7);
        set(report, ReportField.ISVSVN, 3);
        set(qeReport, ReportField.ATTRIBUTES, 0x15);
        Arrays.fill(qeReport, ReportField.MRSIGNER.offset(), ReportField.MRSIGNER.offset() + 32, (byte) 0x8c);
        set(qeReport, ReportField.ISVPRODID, 1);
        set(qeReport, ReportField.ISVSVN, 8);
        describe();
    }

    private void describe() {
        tcbInfo.put("id", "SGX").put("version", 3);
        tcbInfo.put("issueDate", FROM.toString()).put("nextUpdate", UNTIL.toString());
        tcbInfo.put("fmspc", fmspc).put("pceId", pceId).put("tcbType", 0).put("tcbEvaluationDataNumber", 17);
        addLevel(5, 11, TcbStatus.UP_TO_DATE.toString());
        addLevel(3, 9, TcbStatus.OUT_OF_DATE.toString(), "INTEL-SA-00615");
        qeIdentity.put("id", "QE").put("version", 2);
        qeIdentity.put("issueDate", FROM.toString()).put("nextUpdate", UNTIL.toString());
        qeIdentity.put("tcbEvaluationDataNumber", 17);
        qeIdentity.put("miscselect", "00000000").put("miscselectMask", "FFFFFFFF");
        qeIdentity.put("attributes", "11000000000000000000000000000000");
        qeIdentity.put("attributesMask", "FBFFFFFFFFFFFFFF0000000000000000");
        qeIdentity.put("mrsigner", "8C".repeat(32)).put("isvprodid", 1);
        addQeLevel(8, TcbStatus.UP_TO_DATE.toString());
        addQeLevel(5, TcbStatus.OUT_OF_DATE.toString(), "INTEL-SA-00477");
    }

    /** A level of the platform at the end of TCB info: every component, and PCESVN. */
    FakePlatform addLevel(int component, int pceSvn, String status, String... advisories) {
        ObjectNode level = tcbInfo.withArray("tcbLevels").addObject();
        ObjectNode tcb = level.putObject("tcb");
        for (int i = 0; i < TcbSvns.COMPONENTS; i++) {
            tcb.withArray("sgxtcbcomponents").addObject().put("svn", component);
        }
        tcb.put("pcesvn", pceSvn);
        return state(level, status, advisories);
    }

    FakePlatform addQeLevel(int isvSvn, String status, String... advisories) {
        ObjectNode level = qeIdentity.withArray("tcbLevels").addObject();
        level.putObject("tcb").put("isvsvn", isvSvn);
        return state(level, status, advisories);
    }

    private FakePlatform state(ObjectNode level, String status, String... advisories) {
        level.put("tcbDate", "2024-03-13T00:00:00Z").put("tcbStatus", status);
        for (String id : advisories) {
            level.withArray("advisoryIDs").add(id);
        }
        return this;
    }

    /** Removes all levels of TCB info and makes one that the platform has. */
    public FakePlatform withStatus(String status, String... advisories) {
        tcbInfo.putArray("tcbLevels");
        return addLevel(5, 11, status, advisories);
    }

    /** Makes it a debug enclave. */
    public FakePlatform withDebug() {
        set(report, ReportField.ATTRIBUTES, 0x07);
        return this;
    }

    public FakePlatform withReportData(byte[] data) {
        System.arraycopy(data, 0, report, ReportField.REPORTDATA.offset(), data.length);
        return this;
    }

    public FakePlatform withMrenclave(String hex) {
        System.arraycopy(HEX.parseHex(hex), 0, report, ReportField.MRENCLAVE.offset(), 32);
        return this;
    }

    /** The tcbEvaluationDataNumber of both documents. */
    public FakePlatform withEvaluation(int number) {
        tcbInfo.put("tcbEvaluationDataNumber", number);
        qeIdentity.put("tcbEvaluationDataNumber", number);
        return this;
    }

    /** Until when TCB info counts. */
    public FakePlatform withTcbInfoUntil(Instant until) {
        tcbInfo.put("nextUpdate", until.toString());
        return this;
    }

    /** The processor's identifier: 16 bytes. */
    public FakePlatform withPpid(byte[] identifier) {
        ppid = identifier.clone();
        return this;
    }

    /** A number in the first bytes of a field. */
    static void set(byte[] report, ReportField field, int value) {
        report[field.offset()] = (byte) value;
        report[field.offset() + 1] = (byte) (value >> 8);
    }

    /** The root certificate in DER, made once: no signature comes out twice the same. */
    public byte[] rootDer() {
        rootBytes = rootBytes == null ? root.der() : rootBytes;
        return rootBytes;
    }

    VerifiedQuote verify() throws RefusedQuoteException {
        return new QuoteVerifier(TrustedRoot.read(rootDer(), "root"), CollateralReader.read(collateral()), AT)
                .verify(quote());
    }

    private String rootPem() {
        return FakeCertificate.pem(rootDer());
    }

    /** The quote's bytes. */
    public byte[] quote() {
        byte[] key = attestationPoint;
        byte[] digest =
                Octets.of(key).plus(Octets.of(authenticationData)).sha256().bytes();
        byte[] qe = qeReport.clone();
        for (int i = 0; i < digest.length; i++) {
            qe[ReportField.REPORTDATA.offset() + i] ^= digest[i];
        }
        byte[] signedPart = new byte[QuoteField.SIGNED_PART];
        ByteBuffer signed = little(signedPart);
        signed.putShort((short) 3).putShort((short) 2).putInt(0).putInt(0);
        signed.put(HEX.parseHex("939a7233f79c4ca9940a0db3957f0607"))
                .put(new byte[20])
                .put(report);
        pck.sgxExtension = sgxExtension();
        byte[] chain = pckChain.apply(pck.pem() + authority.pem() + rootPem()).getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = new byte[QuoteField.TOTAL + authenticationData.length + 6 + chain.length];
        ByteBuffer whole = little(all);
        whole.put(signedPart).putInt(all.length - QuoteField.SIGNED_PART - 4);
        whole.put(sign(quoteSigner, signedPart)).put(key);
        whole.put(qe).put(sign(qeSigner, qe));
        whole.putShort((short) authenticationData.length).put(authenticationData);
        whole.putShort((short) 5).putInt(chain.length).put(chain);
        return quote.apply(all);
    }

    /** The collateral's file. */
    public byte[] collateral() {
        try {
            String tcb = tcbInfoText.apply(JSON.writeValueAsString(tcbInfo));
            String qe = qeIdentityText.apply(JSON.writeValueAsString(qeIdentity));
            String signers = signing.pem() + rootPem();
            Map<String, String> pieces = new LinkedHashMap<>();
            pieces.put("pck_crl_issuer_chain", authority.pem() + rootPem());
            pieces.put("root_ca_crl", HEX.formatHex(rootCrl.der()));
            pieces.put("pck_crl", HEX.formatHex(pckCrl.der()));
            pieces.put("tcb_info_issuer_chain", signers);
            pieces.put("tcb_info", tcb);
            pieces.put("tcb_info_signature", HEX.formatHex(sign(signing.keys, tcb.getBytes(StandardCharsets.UTF_8))));
            pieces.put("qe_identity_issuer_chain", signers);
            pieces.put("qe_identity", qe);
            pieces.put("qe_identity_signature", HEX.formatHex(sign(signing.keys, qe.getBytes(StandardCharsets.UTF_8))));
            collateral.accept(pieces);
            return JSON.writeValueAsBytes(pieces);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** The value of the PCK certificate's extension. */
    byte[] sgxExtension() {
        ASN1EncodableVector tcb = new ASN1EncodableVector();
        for (int i = 0; i < components.length; i++) {
            tcb.add(pair("2." + (i + 1), new ASN1Integer(components[i])));
        }
        tcb.add(pair("2.17", new ASN1Integer(pceSvn)));
        byte[] cpuSvn = new byte[components.length];
        for (int i = 0; i < cpuSvn.length; i++) {
            cpuSvn[i] = (byte) components[i];
        }
        tcb.add(pair("2.18", new DEROctetString(cpuSvn)));
        ASN1EncodableVector fields = new ASN1EncodableVector();
        fields.add(pair("1", new DEROctetString(ppid)));
        fields.add(pair("2", new DERSequence(tcb)));
        fields.add(pair("3", new DEROctetString(HEX.parseHex(pceId))));
        fields.add(pair("4", new DEROctetString(HEX.parseHex(fmspc))));
        fields.add(pair("5", new ASN1Enumerated(0)));
        try {
            return new DERSequence(sgxExtension.apply(fields)).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An entry of the extension, by the end of its object identifier. */
    static ASN1Encodable pair(String field, ASN1Encodable value) {
        return new DERSequence(
                new ASN1Encodable[] {new ASN1ObjectIdentifier(PckExtensionReader.OID + "." + field), value});
    }

    static byte[] sign(KeyPair keys, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** x and y, 32 bytes each. */
    static byte[] point(KeyPair keys) {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (BigInteger number : List.of(key.getW().getAffineX(), key.getW().getAffineY())) {
            byte[] padded = HEX.parseHex("%064x".formatted(number));
            bytes.writeBytes(padded);
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
