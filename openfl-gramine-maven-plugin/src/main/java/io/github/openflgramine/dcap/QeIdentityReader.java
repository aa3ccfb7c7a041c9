package io.github.openflgramine.dcap;

import io.github.openflgramine.Sha256;
import java.util.TreeMap;

/** Reads the identity of the quoting enclave. Its signature must have been verified. */
final class QeIdentityReader {

    static final int LARGEST = 1 << 18;

    private static final String WHAT = "QE identity";
    private static final int VERSION = 2;
    private static final int HIGHEST_ISV = 0xffff;

    private QeIdentityReader() {}

    static QeIdentity read(Octets document) {
        StrictJson json = StrictJson.read(document.bytes(), LARGEST, WHAT);
        if (!json.text("id").equals("QE") || json.number("version", VERSION) != VERSION) {
            throw json.refused("is not that of the QE in version " + VERSION);
        }
        TreeMap<Integer, TcbState> levels = new TreeMap<>();
        for (StrictJson level : json.children("tcbLevels", TcbInfoReader.MOST_LEVELS)) {
            TcbState state = TcbInfoReader.state(level);
            if (!state.status().isOfQuotingEnclave()) {
                throw json.refused("has a level with the status " + state.status());
            }
            if (levels.put(level.child("tcb").number("isvsvn", HIGHEST_ISV), state) != null) {
                throw json.refused("has the same level twice");
            }
        }
        return new QeIdentity(
                new Period(json.instant("issueDate"), json.instant("nextUpdate")),
                json.number("tcbEvaluationDataNumber", TcbInfoReader.HIGHEST_EVALUATION),
                json.hex("miscselect", ReportField.MISCSELECT.size()),
                json.hex("miscselectMask", ReportField.MISCSELECT.size()),
                json.hex("attributes", ReportField.ATTRIBUTES.size()),
                json.hex("attributesMask", ReportField.ATTRIBUTES.size()),
                Sha256.of(json.hex("mrsigner", Sha256.BYTES).bytes()),
                json.number("isvprodid", HIGHEST_ISV),
                levels);
    }
}
