package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.certify.RequestConfirmation;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** What all goals about certificates share: the person who may be asked. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractCertificateMojo extends AbstractDirectoryMojo {

    @Parameter(defaultValue = "${settings}", readonly = true, required = true)
    private Settings settings;

    final RequestConfirmation confirmation(@Nullable String requestHash) {
        Console console = settings.isInteractiveMode() ? System.console() : null;
        Optional<Predicate<String>> person =
                Optional.ofNullable(console).map(terminal -> question -> yes(terminal, question));
        return new RequestConfirmation(Optional.ofNullable(requestHash), person);
    }

    /** A name that only the user knows: a silent default would be found wrong long after. */
    static String required(@Nullable String value, String property, String what) {
        if (value == null || value.isBlank()) {
            throw new GraminizeException(property + " is missing: " + what + ".", "Give -D" + property + "=…");
        }
        return value;
    }

    private static boolean yes(Console console, String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
