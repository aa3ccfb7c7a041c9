package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.pcs.Connection;
import io.github.openflgramine.pcs.HttpProxy;
import io.github.openflgramine.pcs.Login;
import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.inject.Inject;
import javax.inject.Named;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/** How services are reached, by settings.xml: Maven's proxies, and the credentials of a server. */
@Named
final class ServiceConnection {

    private static final String SERVER = "gramine.pccsServer";

    private final DecryptedSettings secrets;

    @Inject
    ServiceConnection(SettingsDecrypter decrypter) {
        secrets = new DecryptedSettings(decrypter);
    }

    /**
     * Returns the connection.
     *
     * @param serverId the value of {@code gramine.pccsServer}, if it has one
     * @param certificates the certificates to trust instead of Java's, if there are some
     */
    Connection of(Settings settings, @Nullable String serverId, @Nullable File certificates) {
        return new Connection(
                proxy(settings),
                serverId == null ? Optional.empty() : Optional.of(login(settings, serverId)),
                AbstractGraminizeMojo.path(certificates),
                Connection.TIMEOUT);
    }

    /** Like Maven, uses the proxy for http if there is none for https. */
    private Optional<HttpProxy> proxy(Settings settings) {
        for (String protocol : List.of("https", "http")) {
            for (Proxy proxy : settings.getProxies()) {
                if (proxy.isActive()
                        && proxy.getProtocol().toLowerCase(Locale.ROOT).equals(protocol)) {
                    return Optional.of(proxy(secrets.proxy(proxy)));
                }
            }
        }
        return Optional.empty();
    }

    private static HttpProxy proxy(Proxy proxy) {
        String direct = proxy.getNonProxyHosts();
        Passphrase password = Passphrase.of(proxy.getPassword());
        return new HttpProxy(
                proxy.getHost(),
                proxy.getPort(),
                direct == null ? "" : direct,
                proxy.getUsername() == null || !password.isPresent()
                        ? Optional.empty()
                        : Optional.of(new Login(proxy.getUsername(), password)));
    }

    private Login login(Settings settings, String serverId) {
        Server encrypted = settings.getServer(serverId);
        if (encrypted == null) {
            throw refused(serverId, "does not name a server of settings.xml");
        }
        Server server = secrets.server(encrypted, SERVER + "=" + serverId + " names a server");
        Passphrase password = Passphrase.of(server.getPassword());
        if (server.getUsername() == null || !password.isPresent()) {
            throw refused(serverId, "names a server without a <username> and a <password>");
        }
        return new Login(server.getUsername(), password);
    }

    private static GraminizeException refused(String serverId, String what) {
        return new GraminizeException(
                "%s=%s %s.".formatted(SERVER, serverId, what),
                "Put <server><id>%s</id><username>…</username><password>…</password></server> into settings.xml."
                        .formatted(serverId));
    }
}
