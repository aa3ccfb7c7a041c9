package io.github.openflgramine.pcs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.openflgramine.dcap.CollateralReader;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a provisioning service, right and wrong. */
final class ProvisioningServiceTest extends ProvisioningFixture {

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
}
