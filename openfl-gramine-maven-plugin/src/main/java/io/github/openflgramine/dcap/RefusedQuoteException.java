package io.github.openflgramine.dcap;

import io.github.openflgramine.GraminizeException;

/** Thrown for a quote that cannot be verified, with the first step that failed and the reason. */
public final class RefusedQuoteException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Step step;
    private final GraminizeException reason;

    RefusedQuoteException(Step step, GraminizeException reason) {
        super(reason.getMessage(), reason);
        this.step = step;
        this.reason = reason;
    }

    public Step step() {
        return step;
    }

    public String problem() {
        return reason.problem();
    }

    public String remedy() {
        return reason.remedy();
    }
}
