package io.github.openflgramine.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.openfl.CollaboratorRegister;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.NewAuthority;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ParticipantCertificatesTest {

    private static final Validity YEAR = Validity.days(365, Clock.systemUTC());
    private static final HashConfirmation NOBODY = new HashConfirmation(Optional.empty(), Optional.empty());
    private static NewAuthority authority;

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();
    private Path hospital;
    private Path center;

    @BeforeAll
    static void makeAnAuthorityOnce() {
        authority = NewAuthority.create(YEAR, KeyAlgorithm.EC);
    }

    @BeforeEach
    void twoWorkspaces() throws IOException {
        hospital = directory.resolve("hospital");
        center = directory.resolve("center");
        for (Path workspace : List.of(hospital, center)) {
            Files.createDirectories(workspace.resolve("plan"));
            Files.writeString(workspace.resolve("plan/cols.yaml"), "# who\ncollaborators:\n- zero\n");
        }
        new CertWriter(CertDirectory.of(center)).write(authority);
    }

    @Test
    void a_collaborator_is_certified_by_zips_that_go_to_and_fro() throws IOException {
        of(hospital).request("Col1", KeyAlgorithm.EC, false);
        Path request = hospital.resolve("col_col1_to_agg_cert_request.zip");
        assertThat(entries(request)).containsExactly("col_col1.csr");
        assertThat(mode(hospital.resolve("cert/client/col_col1.key"))).isEqualTo("rw-------");

        of(center).certify(request, YEAR, hash(shownHash()), false);
        Path answer = center.resolve("agg_to_col_col1_signed_cert.zip");
        assertThat(entries(answer)).containsExactly("cert_chain.crt", "client/col_col1.crt");
        assertThat(center.resolve("plan/cols.yaml")).hasContent("# who\ncollaborators:\n- zero\n- col1\n");

        of(hospital).accept(answer, hash(shownChainHash()), Instant.now());
        assertThat(hospital.resolve("cert/client/col_col1.crt"))
                .hasSameTextualContentAs(center.resolve("cert/client/col_col1.crt"));
        assertThat(hospital.resolve("cert/cert_chain.crt"))
                .hasSameTextualContentAs(center.resolve("cert/cert_chain.crt"));
    }

    @Test
    void collaborators_certified_at_once_are_all_listed() throws Exception {
        List<Callable<Boolean>> certifying = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            Path own = directory.resolve("hospital" + i);
            of(own).request("col" + i, KeyAlgorithm.EC, false);
            String hash = shownHash();
            Path request = own.resolve("col_col" + i + "_to_agg_cert_request.zip");
            CollaboratorCertificates certificates =
                    new CollaboratorCertificates(center, new BuildLog(line -> {}, line -> {}));
            certifying.add(() -> {
                certificates.certify(request, YEAR, hash(hash), false);
                return true;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Boolean> each : threads.invokeAll(certifying)) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }

        assertThat(new CollaboratorRegister(Files.readString(center.resolve("plan/cols.yaml"))).names())
                .containsExactlyInAnyOrder("zero", "col1", "col2", "col3", "col4", "col5", "col6", "col7", "col8");
    }

    @Test
    void the_hash_has_to_be_the_one_that_the_sender_was_shown() throws IOException {
        of(hospital).request("col1", KeyAlgorithm.EC, false);
        Path request = hospital.resolve("col_col1_to_agg_cert_request.zip");

        assertRefused(
                () -> of(center).certify(request, YEAR, hash("00"), false),
                "received  " + shownHash(),
                "expected  00\n");
        assertRefused(() -> of(center).certify(request, YEAR, NOBODY, false), "-Dopenfl.requestHash");
        assertThat(center.resolve("plan/cols.yaml")).hasContent("# who\ncollaborators:\n- zero\n");
        assertThat(center.resolve("cert/client")).doesNotExist();
    }

    @Test
    void a_second_request_or_certificate_for_a_name_needs_renew() throws IOException {
        of(hospital).request("col1", KeyAlgorithm.EC, false);
        Path request = hospital.resolve("col_col1_to_agg_cert_request.zip");
        of(center).certify(request, YEAR, hash(shownHash()), false);
        String key = Files.readString(hospital.resolve("cert/client/col_col1.key"));

        assertRefused(
                () -> of(hospital).request("col1", KeyAlgorithm.EC, false),
                "col_col1.key already exists",
                "openfl.renew");
        assertRefused(() -> of(center).certify(request, YEAR, hash(shownHash()), false), "col_col1.crt already exists");
        of(hospital).request("col1", KeyAlgorithm.EC, true);
        assertThat(hospital.resolve("cert/client/col_col1.key")).content().isNotEqualTo(key);
    }

    @Test
    void an_answer_to_an_older_request_is_refused() throws IOException {
        of(hospital).request("col1", KeyAlgorithm.EC, false);
        of(center).certify(hospital.resolve("col_col1_to_agg_cert_request.zip"), YEAR, hash(shownHash()), false);
        of(hospital).request("col1", KeyAlgorithm.EC, true);

        assertRefused(
                () -> of(hospital).accept(center.resolve("agg_to_col_col1_signed_cert.zip"), NOBODY, Instant.now()),
                "does not match the key");
    }

    @Test
    void an_expired_or_foreign_answer_is_refused() throws IOException {
        of(hospital).request("col1", KeyAlgorithm.EC, false);
        of(center).certify(hospital.resolve("col_col1_to_agg_cert_request.zip"), YEAR, hash(shownHash()), false);
        Path answer = center.resolve("agg_to_col_col1_signed_cert.zip");

        assertRefused(
                () -> of(hospital).accept(answer, NOBODY, Instant.now().plus(Duration.ofDays(400))), "is not valid at");
        assertRefused(
                () -> of(directory.resolve("elsewhere")).accept(answer, NOBODY, Instant.now()),
                "but its key is missing");
        assertThat(hospital.resolve("cert/cert_chain.crt")).doesNotExist();
    }

    @Test
    void an_aggregators_request_is_not_signed_as_a_collaborators() throws IOException {
        new AggregatorCertificates(hospital, new BuildLog(lines::add, lines::add))
                .request("agg.example", KeyAlgorithm.EC, false);
        Path zip = zip("agg.csr", Files.readString(hospital.resolve("cert/server/agg_agg.example.csr")));

        assertRefused(() -> of(center).certify(zip, YEAR, hash(shownHash()), false), "not by a collaborator");
    }

    @Test
    void zips_with_several_requests_or_paths_that_climb_are_refused() throws IOException {
        assertRefused(
                () -> of(center).certify(zip("../x.csr", ""), YEAR, NOBODY, false), "a path outside its directory");
        assertRefused(() -> of(center).certify(zip("a.txt", ""), YEAR, NOBODY, false), "holds no file *.csr");
        assertRefused(
                () -> of(center).certify(zip("a.csr", "", "b.csr", ""), YEAR, NOBODY, false), "2 files *.csr instead");
        assertRefused(() -> of(center).certify(directory.resolve("none.zip"), YEAR, NOBODY, false), "does not exist");
    }

    @Test
    void an_aggregator_is_certified_where_its_key_lies_without_a_question() throws IOException {
        AggregatorCertificates aggregator = new AggregatorCertificates(center, new BuildLog(lines::add, lines::add));

        aggregator.request("Agg.Example", KeyAlgorithm.RSA, false);
        aggregator.certify("Agg.Example", YEAR, NOBODY, false);

        assertThat(mode(center.resolve("cert/server/agg_agg.example.key"))).isEqualTo("rw-------");
        assertThat(center.resolve("cert/server/agg_agg.example.crt")).exists();
        assertRefused(() -> aggregator.request("agg.example", KeyAlgorithm.RSA, false), "already exists");
    }

    @Test
    void the_aggregator_is_the_one_that_the_plan_names() throws IOException {
        AggregatorCertificates aggregator = new AggregatorCertificates(center, new BuildLog(lines::add, lines::add));
        assertRefused(() -> aggregator.request(null, KeyAlgorithm.EC, false), "openfl.aggregator is missing");
        Files.writeString(center.resolve("plan/plan.yaml"), """
                aggregator:
                  settings: {rounds_to_train: 1}
                network:
                  settings: {agg_addr: Agg.Example, agg_port: 50000}
                """);

        assertRefused(
                () -> aggregator.request("other.example", KeyAlgorithm.EC, false),
                "openfl.aggregator  other.example\n    plan's agg_addr    agg.example\n",
                "plan-initialize");
        assertThat(center.resolve("cert/server")).doesNotExist();

        aggregator.request(null, KeyAlgorithm.EC, false);
        aggregator.certify(null, YEAR, NOBODY, false);
        assertThat(center.resolve("cert/server/agg_agg.example.crt")).exists();
    }

    @Test
    void an_address_gets_a_certificate_and_a_word_that_fx_could_not_have_made_it() throws IOException {
        new AggregatorCertificates(center, new BuildLog(lines::add, lines::add))
                .request("10.0.0.7", KeyAlgorithm.EC, false);

        assertThat(lines)
                .anyMatch(line -> line.contains("10.0.0.7 is an address; fx 1.9 makes requests for host names"));
    }

    @Test
    void without_an_authority_nothing_is_signed() throws IOException {
        of(hospital).request("col1", KeyAlgorithm.EC, false);

        assertRefused(
                () -> of(hospital).certify("col1", YEAR, NOBODY, false),
                "no certificate authority here",
                "workspace-certify");
    }

    @Test
    void data_is_noted_under_the_lower_case_name() throws IOException {
        of(hospital).create("Col1", "1");

        assertThat(hospital.resolve("plan/data.yaml")).hasContent("col1,1\n");
    }

    private CollaboratorCertificates of(Path workspace) {
        return new CollaboratorCertificates(workspace, new BuildLog(lines::add, lines::add));
    }

    private String shownHash() {
        return lastShown("SHA-384 of the request (");
    }

    private String shownChainHash() {
        return lastShown("SHA-384 of the certificate chain (");
    }

    private String lastShown(String beginning) {
        String line = lines.stream()
                .filter(shown -> shown.startsWith(beginning))
                .reduce((first, last) -> last)
                .orElseThrow();
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private static HashConfirmation hash(String hash) {
        return new HashConfirmation(Optional.of(hash), Optional.empty());
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(GraminizeException.class).hasMessageContainingAll(words);
    }

    private Path zip(String... namesAndContents) throws IOException {
        Path zip = Files.createTempFile(directory, "made", ".zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                out.putNextEntry(new ZipEntry(namesAndContents[i]));
                out.write(namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return zip;
    }

    private static List<String> entries(Path zip) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile());
                Stream<? extends ZipEntry> entries = file.stream()) {
            return entries.map(ZipEntry::getName).sorted().toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
