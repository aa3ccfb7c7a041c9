package io.github.openflgramine.pcs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A caching service on loopback with TLS and a certificate of its own. As it starts, it answers with the given collateral in the
 * forms that Intel's PCCS uses; every route can be changed.
 */
public final class FakePccs implements AutoCloseable {

    public static final String PATH = "/sgx/certification/v4";
    public static final String PCK_CRL = PATH + "/pckcrl";
    public static final String ROOT_CRL = PATH + "/rootcacrl";
    public static final String TCB = PATH + "/tcb";
    public static final String IDENTITY = PATH + "/qe/identity";

    /** A name that only a proxy can reach. */
    public static final String OTHER_NAME = "pccs.example.invalid";

    private static final char[] PASSWORD = "test".toCharArray();

    /** Answers a request. */
    @FunctionalInterface
    public interface Route {

        void answer(HttpExchange exchange) throws IOException;
    }

    /** A request that came. */
    public record Received(String target, Map<String, List<String>> headers) {}

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Route> routes = new HashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Certificate certificate;

    public FakePccs(byte[] collateral) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        certificate = certificate(keys);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("pccs", keys.getPrivate(), PASSWORD, new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        serve(collateral);
        server.start();
    }

    private static Certificate certificate(KeyPair keys) throws Exception {
        X500Name name = new X500Name("CN=PCCS");
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                BigInteger.ONE,
                Date.from(now.minus(1, ChronoUnit.DAYS)),
                Date.from(now.plus(1, ChronoUnit.DAYS)),
                name,
                keys.getPublic());
        builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName[] {
            new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.dNSName, OTHER_NAME)
        }));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Answers with this collateral from now on. */
    public void serve(byte[] collateral) throws IOException {
        JsonNode parts = new ObjectMapper().readTree(collateral);
        String pckCrl = parts.path("pck_crl").asText();
        String signers = encoded(parts.path("tcb_info_issuer_chain").asText());
        routes.put(PCK_CRL, exchange -> {
            exchange.getResponseHeaders()
                    .set(
                            "SGX-PCK-CRL-Issuer-Chain",
                            encoded(parts.path("pck_crl_issuer_chain").asText()));
            send(exchange, "application/pkix-crl", HexFormat.of().parseHex(pckCrl));
        });
        routes.put(ROOT_CRL, exchange -> send(exchange, "text/html; charset=utf-8", text(parts, "root_ca_crl")));
        routes.put(TCB, exchange -> {
            exchange.getResponseHeaders().set("TCB-Info-Issuer-Chain", signers);
            send(exchange, "application/json; charset=utf-8", document(parts, "tcbInfo", "tcb_info"));
        });
        routes.put(IDENTITY, exchange -> {
            exchange.getResponseHeaders().set("SGX-Enclave-Identity-Issuer-Chain", signers);
            send(exchange, "application/json", document(parts, "enclaveIdentity", "qe_identity"));
        });
    }

    static byte[] document(JsonNode parts, String name, String part) {
        return "{\"%s\":%s,\"signature\":\"%s\"}"
                .formatted(
                        name,
                        parts.path(part).asText(),
                        parts.path(part + "_signature").asText())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] text(JsonNode parts, String part) {
        return parts.path(part).asText().getBytes(StandardCharsets.US_ASCII);
    }

    static String encoded(String pem) {
        return URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20");
    }

    public static void send(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders())));
            routes.getOrDefault(exchange.getRequestURI().getPath(), missing -> missing.sendResponseHeaders(404, -1))
                    .answer(exchange);
        }
    }

    /** Answers a path by this route from now on. */
    public void route(String path, Route route) {
        routes.put(path, route);
    }

    /** Returns the route of a path, to be changed. */
    Route route(String path) {
        return routes.get(path);
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "https://localhost:" + port();
    }

    /** Writes the certificate as PEM. */
    public Path certificate(Path file) throws Exception {
        return Files.writeString(
                file,
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
