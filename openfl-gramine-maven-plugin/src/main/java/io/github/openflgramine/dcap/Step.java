package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;
import java.util.Locale;
import java.util.function.Supplier;

/** The steps of a verification, in order. A step starts only after the ones before it passed. */
public enum Step {
    QUOTE_FORM,
    REVOCATION_LISTS,
    TCB_DOCUMENTS,
    PCK_CERTIFICATE,
    QE_REPORT,
    QUOTE_SIGNATURE,
    TCB_LEVEL;

    /** Takes this step. */
    <T> T take(Supplier<T> check) throws RefusedQuoteException {
        try {
            return check.get();
        } catch (GraminizeException e) {
            throw new RefusedQuoteException(this, e);
        }
    }

    /** Returns the name in JSON documents. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
