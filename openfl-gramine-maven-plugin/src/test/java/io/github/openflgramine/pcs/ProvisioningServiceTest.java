package io.github.openflgramine.pcs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Passphrase;
import io.github.openflgramine.dcap.CollateralReader;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.QuotedPlatform;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProvisioningServiceTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    Path directory;

    private final FakePlatform platform = new FakePlatform();
    private final byte[] collateral = platform.collateral();
    private final CountDownLatch over = new CountDownLatch(1);

    private FakePccs pccs;
    private QuotedPlatform quoted;
    private Optional<HttpProxy> proxy = Optional.empty();
    private Optional<Login> login = Optional.empty();
    private Duration timeout = LONG;

    @BeforeEach
    void start() throws Exception {
        pccs = new FakePccs(collateral);
        quoted = QuotedPlatform.of(platform.quote());
    }

    @AfterEach
    void stop() {
        over.countDown();
        pccs.close();
    }

    @Test
    void all_parts_are_fetched_with_the_bytes_that_were_signed() throws Exception {
        assertThat(service().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
    }

    @Test
    void requests_say_what_kind_of_processor_it_is_and_nothing_else() throws Exception {
        service().fetch(quoted);

        assertThat(pccs.received())
                .extracting(FakePccs.Received::target)
                .containsExactly(
                        FakePccs.PCK_CRL + "?ca=platform&encoding=der",
                        FakePccs.ROOT_CRL,
                        FakePccs.TCB + "?fmspc=00906ed50000",
                        FakePccs.IDENTITY);
        assertThat(pccs.received()).noneMatch(request -> request.headers().containsKey("Authorization"));
    }

    @Test
    void documents_can_have_any_layout_around_them() throws Exception {
        JsonNode parts = new ObjectMapper().readTree(collateral);
        pccs.route(FakePccs.TCB, exchange -> {
            exchange.getResponseHeaders()
                    .set(
                            "SGX-TCB-Info-Issuer-Chain",
                            FakePccs.encoded(parts.path("tcb_info_issuer_chain").asText()));
            String body = "{\n  \"signature\" : \"%s\",\n  \"tcbInfo\" :  %s\n}\n"
                    .formatted(
                            parts.path("tcb_info_signature").asText(),
                            parts.path("tcb_info").asText());
            FakePccs.send(exchange, "application/json", body.getBytes(US_ASCII));
        });

        assertThat(service().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
    }

    @Test
    void revocation_lists_come_as_der_as_digits_or_as_pem() throws Exception {
        byte[] der = HexFormat.of()
                .parseHex(new ObjectMapper()
                        .readTree(collateral)
                        .path("root_ca_crl")
                        .asText());
        String pem = "-----BEGIN X509 CRL-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END X509 CRL-----\n";
        for (byte[] form : List.of(
                der,
                pem.getBytes(US_ASCII),
                HexFormat.of().withUpperCase().formatHex(der).getBytes(US_ASCII))) {
            pccs.route(FakePccs.ROOT_CRL, exchange -> FakePccs.send(exchange, "text/html", form));

            assertThat(service().fetch(quoted)).isEqualTo(CollateralReader.read(collateral));
        }
    }

    @Test
    void what_is_no_revocation_list_is_refused() {
        for (String other : List.of("", "<html>Sign in</html>", "30zz", "-----BEGIN X509 CRL-----\n-", "5")) {
            pccs.route(FakePccs.ROOT_CRL, exchange -> FakePccs.send(exchange, "text/html", other.getBytes(US_ASCII)));

            refuses(FakePccs.ROOT_CRL + " is not a certificate revocation list (DER, PEM or hexadecimal digits).");
        }
        pccs.route(FakePccs.ROOT_CRL, exchange -> FakePccs.send(exchange, "text/html", "300".getBytes(US_ASCII)));
        refuses(FakePccs.ROOT_CRL + " is a damaged certificate revocation list.");
    }

    @Test
    void an_answer_that_is_not_json_is_refused() {
        for (String body : List.of("<html>", "{\"tcbInfo\":{}", "", "[]")) {
            json(body);
            refuses("The answer of " + tcb() + " is not ");
        }
        json("{\"tcbInfo\":{},\"signature\":\"00\"}");
        refuses("The answer of " + tcb() + " has no valid signature; expected hexadecimal digits of 64 bytes.");
        json("{\"tcbInfo\":\"{}\",\"signature\":\"" + "00".repeat(64) + "\"}");
        refuses("The answer of " + tcb() + " has no valid tcbInfo; expected an object.");
        json("{\"tcbInfo\":{},\"tcbInfo\":{},\"signature\":\"" + "00".repeat(64) + "\"}");
        refuses("The answer of " + tcb() + " is not strict JSON: Duplicate field 'tcbInfo'");
        json("{\"tcbInfo\":{},\"signature\":\"" + "00".repeat(64) + "\",\"more\":1}");
        refuses("The answer of " + tcb() + " has unknown fields: more.");
    }

    @Test
    void a_page_instead_of_json_is_refused() {
        FakePccs.Route right = pccs.route(FakePccs.TCB);
        pccs.route(FakePccs.TCB, exchange -> {
            exchange.getResponseHeaders().set("TCB-Info-Issuer-Chain", "");
            FakePccs.send(exchange, "text/html", "{}".getBytes(US_ASCII));
        });
        refuses("The answer of " + tcb() + " is of type text/html; expected application/json.");
        pccs.route(FakePccs.TCB, right);
    }

    @Test
    void an_answer_without_its_chain_is_refused() {
        pccs.route(
                FakePccs.IDENTITY,
                exchange -> FakePccs.send(
                        exchange,
                        "application/json",
                        ("{\"enclaveIdentity\":{},\"signature\":\"" + "00".repeat(64) + "\"}").getBytes(US_ASCII)));

        refuses(FakePccs.IDENTITY + " has no header SGX-Enclave-Identity-Issuer-Chain; expected a chain of certificates"
                + " in it.");
    }

    @Test
    void a_chain_that_is_not_percent_encoded_is_refused() {
        pccs.route(FakePccs.PCK_CRL, exchange -> {
            exchange.getResponseHeaders().set("SGX-PCK-CRL-Issuer-Chain", "100%");
            FakePccs.send(exchange, "application/pkix-crl", new byte[] {0x30});
        });

        refuses("has a header SGX-PCK-CRL-Issuer-Chain that is not percent-encoded.");
    }

    @Test
    void an_answer_that_is_cut_off_is_refused() {
        pccs.route(FakePccs.TCB, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
        });

        refuses(tcb() + " cannot be fetched: ", "; expected a whole answer.");
    }

    @Test
    void an_answer_that_is_too_large_is_refused() {
        pccs.route(FakePccs.TCB, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                byte[] spaces = new byte[64 << 10];
                Arrays.fill(spaces, (byte) ' ');
                for (int i = 0; i < 1024; i++) {
                    out.write(spaces);
                }
            }
        });

        refuses("The answer of " + tcb() + " is too large; expected at most 1048576 bytes.");
    }

    @Test
    void a_service_that_does_not_answer_is_not_waited_for() {
        timeout = SHORT;
        pccs.route(FakePccs.PCK_CRL, exchange -> pause());

        refuses(FakePccs.PCK_CRL + "?ca=platform&encoding=der sent no whole answer in 0.4 s.");
    }

    @Test
    void a_service_that_stops_in_the_middle_is_not_waited_for() {
        timeout = SHORT;
        pccs.route(FakePccs.PCK_CRL, exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            pause();
        });

        refuses(FakePccs.PCK_CRL + "?ca=platform&encoding=der sent no whole answer in 0.4 s.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example/tcb", "http://localhost/tcb", "/elsewhere"})
    void redirects_are_not_followed(String location) {
        pccs.route(FakePccs.TCB, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });

        refuses(
                tcb() + " answered with status 302; expected 200. Redirects are not followed.",
                "set gramine.pccs to the final address: " + location + ".");
        assertThat(pccs.received()).noneMatch(request -> request.target().equals("/elsewhere"));
    }

    @Test
    void an_unknown_platform_is_named_with_the_url() {
        status(404);
        refuses(tcb() + " answered with status 404; expected 200. Intel, or this PCCS, has no collateral");
    }

    @Test
    void a_broken_service_is_named() {
        status(503);
        refuses(tcb() + " answered with status 503; expected 200. Check gramine.pccs and the proxy;");
    }

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

    private void refuses(String... parts) {
        assertThatThrownBy(() -> service().fetch(quoted))
                .isInstanceOf(GraminizeException.class)
                .message()
                .contains(parts)
                .contains(pccs.url())
                .hasLineCount(1);
    }

    private String tcb() {
        return pccs.url() + FakePccs.TCB + "?fmspc=00906ed50000";
    }

    private void json(String body) {
        pccs.route(FakePccs.TCB, exchange -> FakePccs.send(exchange, "application/json", body.getBytes(US_ASCII)));
    }

    private void status(int status) {
        pccs.route(FakePccs.TCB, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    private void pause() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProvisioningService service() throws Exception {
        return ProvisioningService.caching(pccs.url(), connection());
    }

    /** The service under a name that cannot be resolved. */
    private ProvisioningService hidden() throws Exception {
        return ProvisioningService.caching("https://" + FakePccs.OTHER_NAME, connection());
    }

    private Connection connection() throws Exception {
        return new Connection(proxy, login, Optional.of(pccs.certificate(directory.resolve("pccs.pem"))), timeout);
    }
}
