package io.github.openflgramine.dcap;

import io.github.openflgramine.dcap.ChainValidation.Subject;
import java.util.Locale;

/** The authorities that issue PCK certificates, each with a revocation list of its own. */
public enum PckAuthority {
    PROCESSOR(Subject.PCK_PROCESSOR_CA),
    PLATFORM(Subject.PCK_PLATFORM_CA);

    private final Subject subject;

    PckAuthority(Subject subject) {
        this.subject = subject;
    }

    Subject subject() {
        return subject;
    }

    /** Returns the value of the parameter {@code ca} in Intel's service. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
