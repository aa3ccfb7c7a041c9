package io.github.openflgramine.pcs;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.QuotedPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A provisioning service on loopback, and a quote of a platform that it knows. */
abstract class ProvisioningFixture {

    static final Duration LONG = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofMillis(400);

    @TempDir
    Path directory;

    final FakePlatform platform = new FakePlatform();
    final byte[] collateral = platform.collateral();
    final CountDownLatch over = new CountDownLatch(1);

    FakePccs pccs;
    QuotedPlatform quoted;
    Optional<HttpProxy> proxy = Optional.empty();
    Optional<Login> login = Optional.empty();
    Duration timeout = LONG;

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

    void refuses(String... parts) {
        assertThatThrownBy(() -> service().fetch(quoted))
                .isInstanceOf(GraminizeException.class)
                .message()
                .contains(parts)
                .contains(pccs.url())
                .hasLineCount(1);
    }

    String tcb() {
        return pccs.url() + FakePccs.TCB + "?fmspc=00906ed50000";
    }

    void json(String body) {
        pccs.route(FakePccs.TCB, exchange -> FakePccs.send(exchange, "application/json", body.getBytes(US_ASCII)));
    }

    void status(int status) {
        pccs.route(FakePccs.TCB, exchange -> exchange.sendResponseHeaders(status, -1));
    }

    void pause() {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    ProvisioningService service() throws Exception {
        return ProvisioningService.caching(pccs.url(), connection());
    }

    /** The service under a name that cannot be resolved. */
    ProvisioningService hidden() throws Exception {
        return ProvisioningService.caching("https://" + FakePccs.OTHER_NAME, connection());
    }

    Connection connection() throws Exception {
        return new Connection(proxy, login, Optional.of(pccs.certificate(directory.resolve("pccs.pem"))), timeout);
    }
}
