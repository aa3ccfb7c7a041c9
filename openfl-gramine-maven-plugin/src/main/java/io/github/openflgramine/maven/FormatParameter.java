package io.github.openflgramine.maven;

import io.github.openflgramine.product.ResultFormat;
import org.apache.maven.plugins.annotations.Parameter;

/** How a goal shows its result. */
@SuppressWarnings("NullAway.Init")
final class FormatParameter implements ParameterGroup {

    /**
     * The form of the result: {@code text}, or {@code json} for programs. docs/json.md describes the documents. Example: {@code mvn -q …
     * -Dgramine.format=json > enclave.json}.
     */
    @Parameter(property = "gramine.format", defaultValue = "text")
    private String format;

    ResultFormat format() {
        return ResultFormat.of(format);
    }
}
