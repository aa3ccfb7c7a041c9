package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

final class KeyPassphraseTest {

    @Test
    void is_absent_if_nobody_gives_one() {
        assertThat(of(null).find(new Settings(), null).isPresent()).isFalse();
        assertThat(of("").find(new Settings(), null).isPresent()).isFalse();
    }

    @Test
    void comes_from_the_environment_first() {
        try (Passphrase found = of("env").find(settings("key", "{server}"), "key")) {
            assertThat(found.characters()).isEqualTo("env".toCharArray());
        }
    }

    @Test
    void comes_decrypted_from_the_server_in_settings() {
        try (Passphrase found = of(null).find(settings("key", "{server}"), "key")) {
            assertThat(found.characters()).isEqualTo("server".toCharArray());
        }
    }

    @Test
    void a_server_that_is_missing_or_has_none_is_named() {
        assertThatThrownBy(() -> of(null).find(new Settings(), "key"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("<signingKeyServer> key does not name a server");
        assertThatThrownBy(() -> of(null).find(settings("key", null), "key"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("without a <passphrase>");
    }

    @Test
    void a_server_that_maven_cannot_decrypt_is_named_without_a_trace() {
        Braces broken =
                new Braces("Failed to decrypt: a.b.SecException: java.io.FileNotFoundException: /m2/security.xml");

        assertThatThrownBy(() ->
                        new KeyPassphrase(broken, name -> Passphrase.none()).find(settings("key", "{server}"), "key"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith("<signingKeyServer> key names a server that Maven cannot decrypt:"
                        + " Failed to decrypt: /m2/security.xml. Put the master password ");
    }

    @Test
    void a_server_s_passphrase_that_lost_a_character_to_the_locale_is_refused() {
        assertThatThrownBy(() -> of(null).find(settings("key", "{p\ufffd\ufffd}"), "key"))
                .isInstanceOf(GraminizeException.class)
                .hasMessage(
                        "The passphrase of <signingKeyServer> key has a character that Java cannot read in this locale."
                                + " Start Maven in a UTF-8 locale, for example with LC_ALL=C.UTF-8.");
    }

    private static KeyPassphrase of(String environment) {
        return new KeyPassphrase(new Braces(null), name -> Passphrase.of(environment));
    }

    private static Settings settings(String id, String passphrase) {
        Server server = new Server();
        server.setId(id);
        server.setPassphrase(passphrase);
        Settings settings = new Settings();
        settings.addServer(server);
        return settings;
    }

    /** Maven's encryption, reduced to removing braces. */
    private static final class Braces implements SettingsDecrypter {

        private final String problem;

        /** Creates a decrypter that always reports this problem, or none if it is null. */
        private Braces(String problem) {
            this.problem = problem;
        }

        @Override
        public SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
            Server server = request.getServers().get(0).clone();
            if (server.getPassphrase() != null) {
                server.setPassphrase(server.getPassphrase().replaceAll("[{}]", ""));
            }
            return new SettingsDecryptionResult() {

                @Override
                public Server getServer() {
                    return server;
                }

                @Override
                public List<Server> getServers() {
                    return List.of(server);
                }

                @Override
                public Proxy getProxy() {
                    return null;
                }

                @Override
                public List<Proxy> getProxies() {
                    return List.of();
                }

                @Override
                public List<SettingsProblem> getProblems() {
                    return problem == null
                            ? List.of()
                            : List.of(new DefaultSettingsProblem(
                                    problem, SettingsProblem.Severity.ERROR, "", 0, 0, null));
                }
            };
        }
    }
}
