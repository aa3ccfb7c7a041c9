package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/**
 * The source of the signing key's passphrase: the environment, which a pipeline sets, or settings.xml, which Maven can
 * encrypt. Never a parameter: POMs are published, and every process can read command lines.
 */
@Named
final class KeyPassphrase {

    static final String VARIABLE = "OPENFL_GRAMINE_KEY_PASSPHRASE";

    private final SettingsDecrypter decrypter;
    private final UnaryOperator<@Nullable String> environment;

    @Inject
    KeyPassphrase(SettingsDecrypter decrypter) {
        this(decrypter, System::getenv);
    }

    KeyPassphrase(SettingsDecrypter decrypter, UnaryOperator<@Nullable String> environment) {
        this.decrypter = decrypter;
        this.environment = environment;
    }

    /**
     * Returns the environment's passphrase if it is set, else the server's.
     *
     * @param serverId the value of {@code gramine.signingKeyServer}, if it has one
     */
    Optional<char[]> find(Settings settings, @Nullable String serverId) {
        String fromEnvironment = environment.apply(VARIABLE);
        if (fromEnvironment != null && !fromEnvironment.isEmpty()) {
            return Optional.of(fromEnvironment.toCharArray());
        }
        return serverId == null ? Optional.empty() : Optional.of(ofServer(settings, serverId));
    }

    private char[] ofServer(Settings settings, String serverId) {
        Server encrypted = settings.getServer(serverId);
        if (encrypted == null) {
            throw refused(serverId, "does not name a server of settings.xml");
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(encrypted));
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new GraminizeException(
                        "<signingKeyServer> %s names a server that Maven cannot decrypt: %s."
                                .formatted(serverId, problem.getMessage().replaceAll("[\\w.]+Exception: ", "")),
                        "Put the master password it was encrypted with into ~/.m2/settings-security.xml"
                                + " (mvn --encrypt-master-password; docs/keys.md).");
            }
        }
        Server server = result.getServer();
        String secret = server.getPassphrase() != null ? server.getPassphrase() : server.getPassword();
        if (secret == null || secret.isEmpty()) {
            throw refused(serverId, "names a server without a <passphrase>");
        }
        return secret.toCharArray();
    }

    private static GraminizeException refused(String serverId, String what) {
        return new GraminizeException(
                "<signingKeyServer> " + serverId + " " + what + ".",
                "Put <server><id>" + serverId + "</id><passphrase>…</passphrase></server> into settings.xml or set "
                        + VARIABLE + ".");
    }
}
