package io.github.openflgramine.dcap;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads TCB info. Its signature must have been verified. */
final class TcbInfoReader {

    static final int LARGEST = 1 << 20;
    static final int MOST_LEVELS = 256;
    static final int MOST_ADVISORIES = 256;
    static final int HIGHEST_EVALUATION = Integer.MAX_VALUE;

    private static final String WHAT = "TCB info";
    private static final int VERSION = 3;
    private static final int TCB_TYPE = 0;

    private TcbInfoReader() {}

    static TcbInfo read(Octets document) {
        StrictJson json = StrictJson.read(document.bytes(), LARGEST, WHAT);
        if (!json.text("id").equals("SGX")
                || json.number("version", VERSION) != VERSION
                || json.number("tcbType", TCB_TYPE) != TCB_TYPE) {
            throw json.refused("is not that of SGX in version " + VERSION);
        }
        TreeMap<TcbSvns, TcbState> levels = new TreeMap<>();
        for (StrictJson level : json.children("tcbLevels", MOST_LEVELS)) {
            if (levels.put(svns(level.child("tcb")), state(level)) != null) {
                throw json.refused("has the same level twice");
            }
        }
        return new TcbInfo(
                json.hex("fmspc", PckExtension.FMSPC_BYTES),
                json.hex("pceId", PckExtension.PCE_ID_BYTES),
                new Period(json.instant("issueDate"), json.instant("nextUpdate")),
                json.number("tcbEvaluationDataNumber", HIGHEST_EVALUATION),
                levels);
    }

    private static TcbSvns svns(StrictJson tcb) {
        List<Integer> components = new ArrayList<>();
        for (StrictJson component : tcb.children("sgxtcbcomponents", TcbSvns.COMPONENTS)) {
            components.add(component.number("svn", TcbSvns.HIGHEST_COMPONENT));
        }
        if (components.size() != TcbSvns.COMPONENTS) {
            throw tcb.refused("has a level of " + components.size() + " components; expected " + TcbSvns.COMPONENTS);
        }
        return new TcbSvns(components, tcb.number("pcesvn", TcbSvns.HIGHEST_PCE_SVN));
    }

    /** Reads the state of a level in TCB info or in the QE identity. */
    static TcbState state(StrictJson level) {
        return new TcbState(level.status("tcbStatus"), new TreeSet<>(level.texts("advisoryIDs", MOST_ADVISORIES)));
    }
}
