package io.github.openflgramine.maven;

import io.github.openflgramine.certify.RequestConfirmation;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Confirms to the signer of a certificate request that it is genuine. */
final class RequestHashParameter implements ParameterGroup {

    /**
     * The SHA-384 of the request (96 hexadecimal digits), as its sender reported it. Needed if Maven cannot ask at the console; not
     * needed if the workspace contains the request's own private key.
     */
    @Parameter(property = "openfl.requestHash")
    private @Nullable String requestHash;

    /** Returns a confirmation by the hash, or by the user at the console. */
    RequestConfirmation confirmation(Settings settings) {
        Console console = settings.isInteractiveMode() ? System.console() : null;
        Optional<Predicate<String>> person =
                Optional.ofNullable(console).map(terminal -> question -> yes(terminal, question));
        return new RequestConfirmation(Optional.ofNullable(requestHash), person);
    }

    private static boolean yes(Console console, String question) {
        String answer = console.readLine("%s [y/N] ", question);
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
