package io.github.openflgramine.maven;

import io.github.openflgramine.certify.HashConfirmation;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** How a user of Maven confirms a hash: by a parameter, or at the console in interactive mode. */
final class Confirmation {

    private Confirmation() {}

    static HashConfirmation of(@Nullable String hash, Settings settings) {
        Console console = settings.isInteractiveMode() ? System.console() : null;
        Optional<Predicate<String>> person =
                Optional.ofNullable(console).map(terminal -> question -> yes(terminal, question));
        return new HashConfirmation(Optional.ofNullable(hash), person);
    }

    private static boolean yes(Console console, String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
