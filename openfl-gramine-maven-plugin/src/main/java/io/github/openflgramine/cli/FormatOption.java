package io.github.openflgramine.cli;

import io.github.openflgramine.product.ResultFormat;
import picocli.CommandLine.Option;

/** How a command shows its result. */
@SuppressWarnings("NullAway.Init")
final class FormatOption {

    @Option(
            names = "--format",
            descriptionKey = "gramine.format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description =
                    "The form of the result on standard output: text, or json for programs. Default: ${DEFAULT-VALUE}.")
    private String format;

    ResultFormat format() {
        return ResultFormat.of(format);
    }
}
