package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.EnclaveReport;
import io.github.openflgramine.dcap.Octets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be expected of an enclave, under the name that measurements.json has for it. */
public enum Fact {
    MRENCLAVE("gramine.mrenclave", "[0-9a-f]{64}"),
    MRSIGNER("gramine.mrsigner", "[0-9a-f]{64}"),
    ISV_PROD_ID("gramine.measurements", "[0-9]{1,5}"),
    /** At least this one. */
    ISV_SVN("gramine.measurements", "[0-9]{1,5}"),
    /** The first bytes; of 64 bytes all. */
    REPORT_DATA("gramine.reportData", "([0-9a-f]{2}){1,64}");

    private final String property;
    private final Pattern form;

    Fact(String property, String form) {
        this.property = property;
        this.form = Pattern.compile(form);
    }

    /** By its name in measurements.json; empty for what a quote does not say. */
    public static Optional<Fact> named(String name) {
        return Arrays.stream(values())
                .filter(fact -> fact.toString().equals(name))
                .findFirst();
    }

    /** What the report says. */
    String of(EnclaveReport report) {
        return switch (this) {
            case MRENCLAVE -> report.mrenclave().hex();
            case MRSIGNER -> report.mrsigner().hex();
            case ISV_PROD_ID -> String.valueOf(report.isvProdId());
            case ISV_SVN -> String.valueOf(report.isvSvn());
            case REPORT_DATA -> report.reportData().hex();
        };
    }

    /** Whether the report says it, or what is as good. */
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

    /** The property by which a receiver expects it. */
    String property() {
        return property;
    }

    /** The name in measurements.json. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
