package io.github.openflgramine.pcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.dcap.CollateralReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to a provisioning service: its address, TLS, logins and proxies. */
final class ServiceConnectionTest extends ProvisioningFixture {

    @Test
    void a_service_that_wants_a_login_gets_the_right_one() throws Exception {
        FakePccs.Route right = pccs.route(FakePccs.TCB);
        pccs.route(FakePccs.TCB, exchange -> {
            if ("Basic dXNlcjpzZWNyZXQ=".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                right.answer(exchange);
            } else {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"test\"");
                exchange.sendResponseHeaders(401, -1);
            }
        });

        refuses(tcb() + " answered with status 401; expected 200. Name the server in settings.xml");
        login = Optional.of(new Login("user", Passphrase.of("wrong-password")));
        refuses(tcb() + " answered with status 401; expected 200. Correct the user name and password");
        assertThatThrownBy(() -> service().fetch(quoted)).message().doesNotContain("wrong-password", "d3Jvbmc");
        login = Optional.of(new Login("user", Passphrase.of("secret")));
        assertThat(service().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
        assertThat(login.toString()).doesNotContain("secret");
    }

    @Test
    void a_certificate_that_nobody_trusts_is_refused() throws Exception {
        ProvisioningService service = ProvisioningService.caching(
                pccs.url(), new Connection(Optional.empty(), Optional.empty(), Optional.empty(), LONG));

        assertThatThrownBy(() -> service.fetch(quoted))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining(FakePccs.PCK_CRL)
                .hasMessageContaining("has no TLS certificate that is trusted here: ")
                .hasMessageContaining("-Dgramine.pccsCertificate=FILE.");
        assertThat(pccs.received()).isEmpty();
    }

    @Test
    void a_trusted_certificate_of_another_name_is_refused() throws Exception {
        ProvisioningService service = ProvisioningService.caching("https://127.0.0.1:" + pccs.port(), connection());

        assertThatThrownBy(() -> service.fetch(quoted))
                .isInstanceOf(GraminizeException.class)
                .hasMessageContaining("has no TLS certificate that is trusted here: ");
        assertThat(pccs.received()).isEmpty();
    }

    @Test
    void a_file_without_certificates_is_a_mistake() throws Exception {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        Path other = Files.writeString(directory.resolve("other.pem"), "no certificate");
        for (Path file : List.of(empty, other)) {
            assertThatThrownBy(() -> ProvisioningService.caching(
                            pccs.url(), new Connection(Optional.empty(), Optional.empty(), Optional.of(file), LONG)))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageStartingWith(
                            "gramine.pccsCertificate=%s has no certificates; expected PEM.".formatted(file));
        }
    }

    @Test
    void an_address_where_nobody_listens_is_named() throws Exception {
        String url = pccs.url();
        ProvisioningService service = ProvisioningService.caching(url, connection());
        pccs.close();

        assertThatThrownBy(() -> service.fetch(quoted))
                .isInstanceOf(GraminizeException.class)
                .hasMessageStartingWith(url + FakePccs.PCK_CRL + "?ca=platform&encoding=der cannot be fetched: ");
    }

    @Test
    void a_proxy_is_used() throws Exception {
        try (FakeProxy tunnel = new FakeProxy(pccs.port(), "")) {
            proxy = Optional.of(new HttpProxy("localhost", tunnel.port(), "", Optional.empty()));

            assertThat(hidden().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
            assertThat(tunnel.connected())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("CONNECT " + FakePccs.OTHER_NAME + ":"));
        }
    }

    @Test
    void a_proxy_is_not_used_for_the_hosts_that_are_reached_directly() throws Exception {
        try (FakeProxy tunnel = new FakeProxy(pccs.port(), "")) {
            proxy = Optional.of(new HttpProxy("localhost", tunnel.port(), "*.example.org|local*", Optional.empty()));

            assertThat(service().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
            assertThat(tunnel.connected()).isEmpty();
        }
    }

    @Test
    void a_proxy_gets_its_login_and_the_service_does_not() throws Exception {
        try (FakeProxy tunnel = new FakeProxy(pccs.port(), "Basic cHJveHk6c2VjcmV0")) {
            proxy = Optional.of(new HttpProxy(
                    "localhost", tunnel.port(), "", Optional.of(new Login("proxy", Passphrase.of("secret")))));

            assertThat(hidden().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
            assertThat(pccs.received())
                    .allMatch(request -> !request.headers().containsKey("Authorization")
                            && !request.headers().containsKey("Proxy-authorization"));
        }
    }

    @Test
    void a_proxy_that_wants_a_login_is_named() throws Exception {
        try (FakeProxy tunnel = new FakeProxy(pccs.port(), "Basic cHJveHk6c2VjcmV0")) {
            proxy = Optional.of(new HttpProxy("localhost", tunnel.port(), "", Optional.empty()));

            assertThatThrownBy(() -> hidden().fetch(quoted))
                    .isInstanceOf(GraminizeException.class)
                    .hasMessageContaining("answered with status 407; expected 200. Give the proxy in settings.xml");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/sgx/certification/v4", "/sgx/certification/v4/"})
    void the_path_of_version_4_need_not_be_given(String path) throws Exception {
        assertThat(ProvisioningService.caching(pccs.url() + path, connection()).fetch(quoted))
                .isEqualTo(CollateralReader.read(collateral));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pccs",
                "localhost:8081",
                "http://localhost:8081",
                "ftp://localhost",
                "file:///etc/passwd",
                "https:///sgx",
                "https://user:secret@localhost",
                "https://localhost/sgx/certification/v3",
                "https://localhost/?a=b",
                "https://localhost/#a",
                "https://local host",
                "https://localhost:port"
            })
    void another_url_is_a_mistake_and_is_not_repeated(String url) {
        assertThatThrownBy(() -> ProvisioningService.caching(url, connection()))
                .isInstanceOf(GraminizeException.class)
                .hasMessage("gramine.pccs is not the URL of a PCCS; expected https://HOST:PORT, if need be with"
                        + " /sgx/certification/v4. Correct it. Credentials belong into settings.xml"
                        + " (gramine.pccsServer).");
    }
}
