package io.github.openflgramine.product;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.openflgramine.GoldenFile;
import io.github.openflgramine.Sha256;
import io.github.openflgramine.gramine.GramineVersion;
import io.github.openflgramine.gramine.PythonInstallation;
import io.github.openflgramine.graminize.TrustedSummary;
import io.github.openflgramine.host.HostFinding;
import io.github.openflgramine.image.ImagePath;
import io.github.openflgramine.prepare.ImageLock;
import io.github.openflgramine.trusted.Unlisted;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a user reads while a goal works. What tells of an enclave is tested where there is one. */
final class ConsoleBuildLogTest {

    private static final Path GOLDEN = Path.of("src/test/resources/texts/console.txt");
    private static final Path TARGET = Path.of("/demo/target");
    private static final LocalDateTime AFTERNOON = LocalDateTime.of(2026, 11, 24, 14, 32);
    private static final Sha256 DIGEST = Sha256.of(new byte[32]);

    private final StringBuilder text = new StringBuilder();
    private final BuildLog console = new ConsoleBuildLog(
            line -> text.append("[INFO] ").append(line).append('\n'),
            line -> text.append("[WARNING] ").append(line).append('\n'));

    private final Set<String> told = new TreeSet<>();

    @Test
    void the_words_for_every_event_read_as_before() throws IOException {
        Locale own = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            tellEverything(remembering());
        } finally {
            Locale.setDefault(own);
        }
        told.addAll(List.of("measured", "enclaveMemory", "enclaveSigned", "signatureAttached"));

        // The JVM of a test may stand on a terminal, where actors have colours.
        GoldenFile.assertIs(GOLDEN, text.toString().replaceAll("\033\\[\\d+m", ""), ConsoleBuildLogTest.class);
        assertThat(told)
                .as("a new event has to be told in tellEverything")
                .isEqualTo(Arrays.stream(BuildLog.class.getMethods())
                        .map(Method::getName)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void tellEverything(BuildLog log) {
        log.engine("unix:///var/run/docker.sock");
        log.packed(TARGET.resolve("demo.zip"), 12, 34567);
        log.noFileList("demo:1.0-first", "There is no files.mtree.");
        log.imageRead(GramineVersion.V1_9, python());
        log.imageRead(GramineVersion.parse("1.9+standin"), python());
        log.trusted(new TrustedSummary(
                3869,
                302_900_000,
                358,
                223_400_000,
                List.of(
                        new TrustedSummary.Library(
                                ImagePath.of("/usr/lib/python3/dist-packages/grpc/cygrpc.so"),
                                12_893_320,
                                Optional.of("grpc")),
                        new TrustedSummary.Library(
                                ImagePath.of("/usr/lib/x86_64-linux-gnu/libcrypto.so.3"),
                                4_742_424,
                                Optional.empty()))));
        log.unlisted(IntStream.range(0, 21)
                .mapToObj(i -> new Unlisted(ImagePath.of("/usr/lib/python3/dist-packages/p" + i + ".pyc"), "openfl"))
                .toList());
        log.explained(List.of("a table", "  of rules"));
        log.insecureSettings(1);
        log.insecureSettings(3);
        log.imageReady("demo:1.0", "sha256:" + DIGEST, 1_234_567_890L);
        log.pushed("registry.example.org/team/demo@sha256:" + DIGEST);
        log.notPushed("demo:1.0");
        log.locked(170, List.of());
        log.locked(
                170,
                List.of(
                        new ImageLock.Difference("openfl", Optional.of("1.8"), Optional.of("1.9")),
                        new ImageLock.Difference("python_packages.mypy.version", Optional.of("1"), Optional.empty())));
        log.warning("The cat is on the keyboard.", "Move it.");
        log.wrote(Path.of("plan/plan.yaml"));
        log.initializing("demo:1.0-first");
        log.aggregatorAt("agg.example.org", 50000);
        log.requestMade(Path.of("cert/client/col_one.csr"), "0".repeat(96));
        log.temporaryImage("demo:1.0-federation", "localhost", 3, OptionalInt.of(5));
        log.federation("demo:1.0", "sgx", List.of("one", "two"), 3);
        log.federation("demo:1.0-direct", "direct", List.of("one"), 1);
        log.sbomWritten(TARGET.resolve("sbom.cdx.json"), new TreeMap<>(Map.of("DEBIAN", 120L, "PYTHON", 48L)));
        log.provenance(TARGET.resolve("provenance.json"), Optional.empty());
        log.provenance(TARGET.resolve("provenance.json"), Optional.of(DIGEST.hex()));
        log.kitsSigned(Optional.empty());
        log.kitsSigned(Optional.of(DIGEST.hex()));
        log.kitAttached("north", "org.example:demo:1.0:tar:kit-north");
        log.loading(Path.of("/demo/demo.tar.gz"), "sha256:" + DIGEST);
        log.starting("one", "demo:1.0", "sgx");
        log.starting("one", "demo:1.0", "native");
        log.hostChecked(List.of(
                HostFinding.good("processor", "with SGX"),
                HostFinding.doubtful("EPC", "unknown", "Look yourself."),
                HostFinding.bad("device", "/dev/sgx_enclave does not exist", "Make it.")));
        log.actorRestarted("one", 137, 1, 2);
        log.actorEnded("one", 3);
        log.actorDetached("one", "docker logs --follow demo-one", "docker stop demo-one");
        log.actorStarted("aggregator");
        log.actorSays("one", 10, "Round 0");
        log.actorSays("aggregator", 10, "Listening");
        log.firstRound(Duration.ofSeconds(119), 1, Duration.ZERO, AFTERNOON);
        log.firstRound(Duration.ofSeconds(35), 20, Duration.ofSeconds(19 * 35), AFTERNOON);
        log.firstRound(Duration.ofSeconds(260), 40, Duration.ofSeconds(39 * 260), AFTERNOON);
        log.denied(List.of("actor  access   add to gramine/trusted.txt", "one    read     include /usr/x"));
        log.model(TARGET.resolve("federation/aggregator/save/demo_best.pbuf"));
        log.rounds(
                List.of("round  accuracy", "    0    0.5000"),
                TARGET.resolve("federation/metrics.csv"),
                TARGET.resolve("federation/metrics.svg"));
        log.accuracy(2, "aggregated_model_validation", 0.97531);
        log.signingKeyMade(Path.of("/home/me/key.pem"), DIGEST, "${user.home}/key.pem", true);
        log.signingKeyMade(Path.of("/home/me/key.pem"), DIGEST, "${user.home}/key.pem", false);
        log.tokenKeyMade(DIGEST, "pkcs11:token=release;object=enclaves?module-path=/usr/lib/module.so");
        log.note("The cat is in its basket.");
        log.linksPassedOver(List.of(ImagePath.of("/usr/lib/link\n.py")));
        log.linksPassedOver(Collections.nCopies(12, ImagePath.of("/usr/lib/link.py")));
        log.toBeSigned(
                new TreeMap<>(Map.of(
                        "name",
                        "openfl",
                        "insecure_options",
                        List.of("sgx.debug = true", "sgx.allowed_files: file:/data/"))),
                Path.of("openfl.tbs"),
                Path.of("openfl.rsa"));
        log.nextStep("The signed image", "mvn install -Dgramine.signatures=signatures");
        log.verifying("demo.tar.gz");
        log.gramine(GramineVersion.V1_9);
        log.gramine(GramineVersion.parse("1.9+standin"));
        log.debugEnclave("collaborator");
    }

    private static PythonInstallation python() {
        return new PythonInstallation(ImagePath.of("/usr/bin/python3.11"), "3.11.2", "1.9", List.of());
    }

    private BuildLog remembering() {
        return (BuildLog) Proxy.newProxyInstance(
                BuildLog.class.getClassLoader(), new Class<?>[] {BuildLog.class}, (proxy, method, arguments) -> {
                    told.add(method.getName());
                    return method.invoke(console, arguments);
                });
    }
}
