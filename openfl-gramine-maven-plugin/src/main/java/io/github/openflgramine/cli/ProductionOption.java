package io.github.openflgramine.cli;

import picocli.CommandLine.Option;

/** Whether a command works for production or for a trial. */
final class ProductionOption {

    @Option(
            names = "--production",
            descriptionKey = "gramine.production",
            arity = "0..1",
            fallbackValue = "true",
            description = "Refuse insecure settings, instead of warnings about them.")
    boolean production;
}
