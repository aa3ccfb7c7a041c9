package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.EnclaveReport;
import io.github.openflgramine.dcap.Octets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value that a receiver can expect of an enclave, named as in measurements.json. */
public enum Fact {
    MRENCLAVE("gramine.mrenclave", "[0-9a-f]{64}"),
    MRSIGNER("gramine.mrsigner", "[0-9a-f]{64}"),
    ISV_PROD_ID("gramine.measurements", "[0-9]{1,5}"),
    /** This value or a higher one is accepted. */
    ISV_SVN("gramine.measurements", "[0-9]{1,5}"),
    /** The first bytes are compared; all, if 64 are expected. */
    REPORT_DATA("gramine.reportData", "([0-9a-f]{2}){1,64}");

    private final String property;
    private final Pattern form;

    Fact(String property, String form) {
        this.property = property;
        this.form = Pattern.compile(form);
    }

    /** Returns the fact with this name in measurements.json; empty if a quote does not contain it. */
    public static Optional<Fact> named(String name) {
        return Arrays.stream(values())
                .filter(fact -> fact.toString().equals(name))
                .findFirst();
    }

    /** Returns the value in the report. */
    String of(EnclaveReport report) {
        return switch (this) {
            case MRENCLAVE -> report.mrenclave().hex();
            case MRSIGNER -> report.mrsigner().hex();
            case ISV_PROD_ID -> String.valueOf(report.isvProdId());
            case ISV_SVN -> String.valueOf(report.isvSvn());
            case REPORT_DATA -> report.reportData().hex();
        };
    }

    /** Returns whether the report has the expected value, or an acceptable one. */
    boolean accepts(String expected, EnclaveReport report) {
        return switch (this) {
            case ISV_SVN -> report.isvSvn() >= Integer.parseInt(expected);
            case REPORT_DATA -> Octets.ofHex(expected).isPrefixOf(report.reportData());
            default -> of(report).equals(expected);
        };
    }

    boolean isWellFormed(String text) {
        return form.matcher(text).matches();
    }

    /** Returns the property that sets the expected value. */
    String property() {
        return property;
    }

    /** Returns the name in measurements.json. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
