package io.github.openflgramine.maven;

import io.github.openflgramine.certify.HashConfirmation;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** How a user of Maven confirms a hash: by a parameter, or at the console in interactive mode. */
final class Confirmation {

    private Confirmation() {}

    static HashConfirmation of(@Nullable String hash, Settings settings) {
        return HashConfirmation.of(hash, settings.isInteractiveMode() ? System.console() : null);
    }
}
