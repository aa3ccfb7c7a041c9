package io.github.openflgramine.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

final class KeyPassphraseTest {

    @Test
    void is_absent_if_nobody_gives_one() {
        assertThat(of(null).find(new Settings(), null)).isEmpty();
        assertThat(of("").find(new Settings(), null)).isEmpty();
    }

    @Test
    void comes_from_the_environment_first() {
        assertThat(of("env").find(settings("key", "{server}"), "key"))
                .hasValueSatisfying(secret -> assertThat(secret).isEqualTo("env".toCharArray()));
    }

    @Test
    void comes_decrypted_from_the_server_in_settings() {
        assertThat(of(null).find(settings("key", "{server}"), "key"))
                .hasValueSatisfying(secret -> assertThat(secret).isEqualTo("server".toCharArray()));
    }

    @Test
    void a_server_that_is_missing_or_has_none_is_named() {
        assertThatThrownBy(() -> of(null).find(new Settings(), "key"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("<signingKeyServer> key names no server");
        assertThatThrownBy(() -> of(null).find(settings("key", null), "key"))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("without a <passphrase>");
    }

    private static KeyPassphrase of(String environment) {
        return new KeyPassphrase(new Braces(), name -> environment);
    }

    private static Settings settings(String id, String passphrase) {
        Server server = new Server();
        server.setId(id);
        server.setPassphrase(passphrase);
        Settings settings = new Settings();
        settings.addServer(server);
        return settings;
    }

    /** Maven's encryption, reduced to its braces. */
    private static final class Braces implements SettingsDecrypter {

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
                    return List.of();
                }
            };
        }
    }
}
