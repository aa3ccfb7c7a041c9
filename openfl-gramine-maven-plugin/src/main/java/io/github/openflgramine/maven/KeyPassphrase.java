package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.util.function.Function;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * The source of the signing key's passphrase: the environment, which a pipeline sets, or settings.xml, which Maven can
 * encrypt. Never a parameter: POMs are published, and every process can read command lines.
 */
@Named
final class KeyPassphrase {

    static final String VARIABLE = "OPENFL_GRAMINE_KEY_PASSPHRASE";

    private final DecryptedSettings settingsSecrets;
    private final Function<String, Passphrase> environment;

    @Inject
    KeyPassphrase(SettingsDecrypter decrypter) {
        this(decrypter, PassphraseVariable::read);
    }

    KeyPassphrase(SettingsDecrypter decrypter, Function<String, Passphrase> environment) {
        settingsSecrets = new DecryptedSettings(decrypter);
        this.environment = environment;
    }

    /**
     * Returns the environment's passphrase if it is set, else the server's, else none.
     *
     * @param serverId the value of {@code gramine.signingKeyServer}, if it has one
     */
    Passphrase find(Settings settings, @Nullable String serverId) {
        Passphrase fromEnvironment = environment.apply(VARIABLE);
        return fromEnvironment.isPresent() || serverId == null ? fromEnvironment : ofServer(settings, serverId);
    }

    private Passphrase ofServer(Settings settings, String serverId) {
        Server encrypted = settings.getServer(serverId);
        if (encrypted == null) {
            throw refused(serverId, "does not name a server of settings.xml");
        }
        Server server = settingsSecrets.server(encrypted, "<signingKeyServer> %s names a server".formatted(serverId));
        String text = server.getPassphrase() != null ? server.getPassphrase() : server.getPassword();
        PassphraseVariable.requireDecoded(text, "The passphrase of <signingKeyServer> " + serverId);
        Passphrase secret = Passphrase.of(text);
        if (!secret.isPresent()) {
            throw refused(serverId, "names a server without a <passphrase>");
        }
        return secret;
    }

    private static GraminizeException refused(String serverId, String what) {
        return new GraminizeException(
                "<signingKeyServer> " + serverId + " " + what + ".",
                "Put <server><id>" + serverId + "</id><passphrase>…</passphrase></server> into settings.xml or set "
                        + VARIABLE + ".");
    }
}
