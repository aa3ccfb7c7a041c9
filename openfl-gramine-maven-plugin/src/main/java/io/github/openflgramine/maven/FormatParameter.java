package io.github.openflgramine.maven;

import io.github.openflgramine.verify.Inspect;
import org.apache.maven.plugins.annotations.Parameter;

/** How a goal shows its result. */
@SuppressWarnings("NullAway.Init")
final class FormatParameter implements ParameterGroup {

    /** The output format: {@code table} or {@code json}. Example: {@code mvn -q … -Dgramine.format=json > enclave.json}. */
    @Parameter(property = "gramine.format", defaultValue = "table")
    private String format;

    Inspect.Format format() {
        return Inspect.Format.of(format);
    }
}
