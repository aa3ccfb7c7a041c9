package io.github.openflgramine.dcap;

import java.util.Locale;

/** The steps of a verification, in order. A step starts only after the ones before it passed. */
public enum Step {
    QUOTE_FORM,
    REVOCATION_LISTS,
    TCB_DOCUMENTS,
    PCK_CERTIFICATE,
    QE_REPORT,
    QUOTE_SIGNATURE,
    TCB_LEVEL;

    /** Returns the name in JSON documents. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
