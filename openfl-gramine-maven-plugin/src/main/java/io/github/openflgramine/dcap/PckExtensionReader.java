package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * Reads the SGX extension: a sequence of pairs of object identifier and value in any order. Unknown and repeated identifiers
 * are refused.
 */
final class PckExtensionReader {

    static final String OID = "1.2.840.113741.1.13.1";

    private static final String WHAT = "SGX extension of the PCK certificate";
    private static final int LARGEST = 4 << 10;

    private static final String PPID = OID + ".1";
    private static final String TCB = OID + ".2";
    private static final String PCE_ID = OID + ".3";
    private static final String FMSPC = OID + ".4";
    private static final String SGX_TYPE = OID + ".5";
    private static final String PLATFORM_INSTANCE_ID = OID + ".6";
    private static final String CONFIGURATION = OID + ".7";
    /** Only platforms with several processors have the last two, and they have both. */
    private static final Set<String> FIELDS =
            Set.of(PPID, TCB, PCE_ID, FMSPC, SGX_TYPE, PLATFORM_INSTANCE_ID, CONFIGURATION);

    /** The fields {@code .1} to {@code .16} are the components. PCESVN and CPUSVN follow. */
    private static final int PCE_SVN = 17;

    private static final int CPU_SVN = 18;

    private PckExtensionReader() {}

    /** Reads the extension of a certificate. */
    static PckExtension read(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(OID);
        if (value == null) {
            throw refused("is absent");
        }
        return read(ASN1OctetString.getInstance(value).getOctets());
    }

    /**
     * Reads the extension's value.
     *
     * @throws GraminizeException if it is damaged, or a field is missing, unknown or repeated
     */
    static PckExtension read(byte[] der) {
        if (der.length > LARGEST) {
            throw refused("has " + der.length + " bytes");
        }
        Map<String, ASN1Encodable> fields = pairs(Der.require(der, WHAT));
        requireOnly(fields, FIELDS);
        field(fields, SGX_TYPE);
        if (fields.containsKey(PLATFORM_INSTANCE_ID) != fields.containsKey(CONFIGURATION)) {
            throw refused("has only one of %s and %s".formatted(PLATFORM_INSTANCE_ID, CONFIGURATION));
        }
        Map<String, ASN1Encodable> tcb = pairs(field(fields, TCB));
        List<Integer> components = new ArrayList<>();
        Set<String> known = new TreeSet<>();
        for (int i = 1; i <= CPU_SVN; i++) {
            known.add(TCB + "." + i);
        }
        requireOnly(tcb, known);
        for (int i = 1; i <= TcbSvns.COMPONENTS; i++) {
            components.add(number(tcb, TCB + "." + i, TcbSvns.HIGHEST_COMPONENT));
        }
        return new PckExtension(
                octets(fields, PPID, PckExtension.PPID_BYTES),
                new TcbSvns(components, number(tcb, TCB + "." + PCE_SVN, TcbSvns.HIGHEST_PCE_SVN)),
                octets(fields, PCE_ID, PckExtension.PCE_ID_BYTES),
                octets(fields, FMSPC, PckExtension.FMSPC_BYTES));
    }

    private static Map<String, ASN1Encodable> pairs(ASN1Encodable value) {
        Map<String, ASN1Encodable> pairs = new HashMap<>();
        for (ASN1Encodable element : sequence(value)) {
            ASN1Sequence pair = sequence(element);
            if (pair.size() != 2 || !(pair.getObjectAt(0) instanceof ASN1ObjectIdentifier name)) {
                throw refused("is not a list of names and values");
            }
            if (pairs.put(name.getId(), pair.getObjectAt(1)) != null) {
                throw refused("has %s twice".formatted(name));
            }
        }
        return pairs;
    }

    private static ASN1Sequence sequence(ASN1Encodable value) {
        return Optional.of(value)
                .filter(ASN1Sequence.class::isInstance)
                .map(ASN1Sequence.class::cast)
                .orElseThrow(() -> refused("is not a list of names and values"));
    }

    private static void requireOnly(Map<String, ASN1Encodable> found, Set<String> known) {
        Set<String> others = new TreeSet<>(found.keySet());
        others.removeAll(known);
        if (!others.isEmpty()) {
            throw refused("has unknown fields: " + String.join(", ", others));
        }
    }

    private static ASN1Encodable field(Map<String, ASN1Encodable> fields, String name) {
        ASN1Encodable value = fields.get(name);
        if (value == null) {
            throw refused("has no " + name);
        }
        return value;
    }

    private static Octets octets(Map<String, ASN1Encodable> fields, String name, int size) {
        if (field(fields, name) instanceof ASN1OctetString value && value.getOctets().length == size) {
            return Octets.of(value.getOctets());
        }
        throw refused("has no %s of %d bytes".formatted(name, size));
    }

    private static int number(Map<String, ASN1Encodable> fields, String name, int highest) {
        if (field(fields, name) instanceof ASN1Integer value
                && value.getValue().signum() >= 0
                && value.getValue().bitLength() < Integer.SIZE
                && value.intValueExact() <= highest) {
            return value.intValueExact();
        }
        throw refused("has no %s from 0 to %d".formatted(name, highest));
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(
                "%s %s.".formatted(WHAT, problem), "Give a quote with a PCK certificate that Intel issued.");
    }
}
