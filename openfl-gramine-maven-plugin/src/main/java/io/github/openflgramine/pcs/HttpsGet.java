package io.github.openflgramine.pcs;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Octets;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Reads resources over HTTPS: no redirect is followed, and the size and time of an answer are limited. */
final class HttpsGet {

    private static final int OK = 200;

    /** Java sends no password to a proxy for HTTPS as long as this property forbids it, which it does by default. */
    private static final String FORBIDDEN_FOR_PROXIES = "jdk.http.auth.tunneling.disabledSchemes";

    static {
        // Java reads it once, with its first client. Maven, too, sends the passwords of settings.xml to such proxies.
        if (System.getProperty(FORBIDDEN_FOR_PROXIES) == null) {
            System.setProperty(FORBIDDEN_FOR_PROXIES, "");
        }
    }

    private final Connection connection;
    private final HttpClient client;

    HttpsGet(Connection connection) throws IOException {
        this.connection = connection;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connection.timeout());
        if (connection.certificates().isPresent()) {
            builder.sslContext(TrustedCertificates.of(connection.certificates().get()));
        }
        connection.proxy().ifPresent(proxy -> builder.proxy(selector(proxy)));
        connection.proxy().flatMap(HttpProxy::login).ifPresent(login -> builder.authenticator(authenticator(login)));
        client = builder.build();
    }

    /**
     * Reads a resource.
     *
     * @param largest the maximum size in bytes
     * @throws GraminizeException if there is no answer with status 200 of at most this size in time
     */
    Answer get(URI url, int largest) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(connection.timeout());
        // The login is sent at once: services in front of a PCCS answer 403 or 404 without asking for it.
        connection.login().ifPresent(login -> request.header("Authorization", login.basic()));
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), response -> new LimitedBody(largest));
        try {
            HttpResponse<byte[]> response = answer.get(connection.timeout().toMillis(), TimeUnit.MILLISECONDS);
            require(response);
            return new Answer(url, response.headers(), Octets.of(response.body()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw late(url);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new GraminizeException("Fetching %s was interrupted.".formatted(url), "Start again.", e);
        } catch (ExecutionException e) {
            throw failed(url, largest, e.getCause() == null ? e : e.getCause());
        }
    }

    private GraminizeException failed(URI url, int largest, Throwable problem) {
        if (problem instanceof LimitedBody.TooLargeException) {
            return new GraminizeException(
                    "The answer of %s is too large; expected at most %d bytes.".formatted(url, largest), Answer.REMEDY);
        }
        if (problem instanceof HttpTimeoutException) {
            return late(url);
        }
        if (problem instanceof SSLException) {
            return new GraminizeException(
                    "%s has no TLS certificate that is trusted here: %s.".formatted(url, reason(problem)),
                    "If it is a PCCS with a certificate of its own, give that: -Dgramine.pccsCertificate=FILE.",
                    problem);
        }
        return new GraminizeException(
                "%s cannot be fetched: %s; expected a whole answer.".formatted(url, reason(problem)),
                Answer.REMEDY,
                problem);
    }

    private GraminizeException late(URI url) {
        return new GraminizeException(
                "%s sent no whole answer in %s s."
                        .formatted(url, connection.timeout().toMillis() / 1000.0),
                Answer.REMEDY);
    }

    private static String reason(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                return cause.getMessage().lines().findFirst().orElseThrow();
            }
        }
        return problem.getClass().getSimpleName();
    }

    private void require(HttpResponse<?> response) {
        int status = response.statusCode();
        if (status == OK) {
            return;
        }
        String remedy = switch (status) {
            case 301, 302, 303, 307, 308 ->
                "Redirects are not followed. If it goes to your service, set gramine.pccs to the final address: "
                        + response.headers().firstValue("Location").orElse("none is given") + ".";
            case 401, 403 ->
                connection.login().isPresent()
                        ? "Correct the user name and password of the server in settings.xml that gramine.pccsServer names."
                        : "Name the server in settings.xml with a user name and password: -Dgramine.pccsServer=ID.";
            case 404 ->
                "Intel, or this PCCS, has no collateral for such a platform. Check gramine.pccs, and that the PCCS is registered"
                        + " with Intel.";
            case 407 ->
                "Give the proxy in settings.xml a user name and password; if it has them, start Maven with"
                        + " MAVEN_OPTS=-D" + FORBIDDEN_FOR_PROXIES + "=";
            default -> Answer.REMEDY;
        };
        throw new GraminizeException(
                "%s answered with status %d; expected 200.".formatted(response.uri(), status), remedy);
    }

    private static ProxySelector selector(HttpProxy proxy) {
        return new ProxySelector() {

            @Override
            public List<Proxy> select(URI target) {
                return List.of(
                        proxy.isFor(target.getHost())
                                ? new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.host(), proxy.port()))
                                : Proxy.NO_PROXY);
            }

            @Override
            public void connectFailed(URI target, SocketAddress address, IOException problem) {
                // The request fails with the same problem.
            }
        };
    }

    /** Answers proxies only. The service has a login of its own. */
    private static Authenticator authenticator(Login login) {
        return new Authenticator() {

            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                return getRequestorType() == RequestorType.PROXY
                        ? new PasswordAuthentication(
                                login.user(), login.password().characters())
                        : null;
            }
        };
    }
}
