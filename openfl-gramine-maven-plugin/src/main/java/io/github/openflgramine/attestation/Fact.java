package io.github.openflgramine.attestation;

import io.github.openflgramine.dcap.EnclaveReport;
import io.github.openflgramine.dcap.Octets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What can be expected of an enclave, under the name that measurements.json has for it. */
public enum Fact {
    MRENCLAVE("gramine.mrenclave", "[0-9a-f]{64}", report -> report.mrenclave().hex()),
    MRSIGNER("gramine.mrsigner", "[0-9a-f]{64}", report -> report.mrsigner().hex()),
    ISV_PROD_ID("gramine.measurements", "[0-9]{1,5}", report -> String.valueOf(report.isvProdId())),
    /** At least this one. */
    ISV_SVN("gramine.measurements", "[0-9]{1,5}", report -> String.valueOf(report.isvSvn())),
    /** The first bytes; of 64 bytes all. */
    REPORT_DATA(
            "gramine.reportData",
            "([0-9a-f]{2}){1,64}",
            report -> report.reportData().hex());

    private final String property;
    private final Pattern form;
    private final Function<EnclaveReport, String> value;

    Fact(String property, String form, Function<EnclaveReport, String> value) {
        this.property = property;
        this.form = Pattern.compile(form);
        this.value = value;
    }

    /** By its name in measurements.json; empty for what a quote does not say. */
    public static Optional<Fact> named(String name) {
        return Arrays.stream(values())
                .filter(fact -> fact.toString().equals(name))
                .findFirst();
    }

    /** What the report says. */
    String of(EnclaveReport report) {
        return value.apply(report);
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
