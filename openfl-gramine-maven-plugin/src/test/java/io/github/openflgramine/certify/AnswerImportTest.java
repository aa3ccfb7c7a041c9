package io.github.openflgramine.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.Sha384;
import io.github.openflgramine.pki.CertDirectory;
import io.github.openflgramine.pki.CertReader;
import io.github.openflgramine.pki.CertWriter;
import io.github.openflgramine.pki.KeyAlgorithm;
import io.github.openflgramine.pki.NewAuthority;
import io.github.openflgramine.pki.Validity;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AnswerImportTest {

    private static final Validity YEAR = Validity.days(365, Clock.systemUTC());
    private static final HashConfirmation NOBODY = new HashConfirmation(Optional.empty(), Optional.empty());

    @TempDir
    Path directory;

    private final List<String> lines = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private Path hospital;
    private Path center;
    private Path attacker;

    @BeforeEach
    void aRequestAndTwoAuthorities() throws IOException {
        hospital = directory.resolve("hospital");
        center = authority("center");
        attacker = authority("attacker");
        of(hospital).request("col1", KeyAlgorithm.EC, false);
    }

    @Test
    void an_attacker_s_authority_is_refused_when_nobody_can_be_asked() throws IOException {
        Path answer = answer(attacker);

        assertRefused(
                () -> accept(answer, NOBODY),
                "Nobody confirmed the certificate chain in " + answer,
                "    received  " + hashOf(attacker) + "\n    expected  (openfl.chainHash is missing)\n",
                "-Dopenfl.chainHash=HASH");
        assertNothingWritten();
    }

    @Test
    void an_attacker_s_authority_is_refused_when_the_hash_is_the_federation_s() throws IOException {
        Path answer = answer(attacker);

        assertRefused(
                () -> accept(answer, hash(hashOf(center))),
                "    received  " + hashOf(attacker) + "\n    expected  " + hashOf(center) + "\n");
        assertNothingWritten();
    }

    @Test
    void the_person_at_the_console_decides() throws IOException {
        Path answer = answer(center);

        assertRefused(() -> accept(answer, person(false)), "was not confirmed; nothing was written");
        assertNothingWritten();
        accept(answer, person(true));

        assertThat(questions)
                .hasSize(2)
                .containsOnly("Is " + hashOf(center) + " the hash of the authority's certificate chain?");
        assertThat(hospital.resolve("cert/client/col_col1.crt")).exists();
    }

    @Test
    void the_hash_is_shown_by_both_sides() throws IOException {
        accept(answer(center), hash(" " + hashOf(center).toUpperCase(java.util.Locale.ROOT)));

        assertThat(lines)
                .contains(
                        "SHA-384 of the certificate chain (each participant must compare it): " + hashOf(center),
                        "SHA-384 of the certificate chain received: " + hashOf(center));
    }

    @Test
    void nothing_is_asked_if_the_same_chain_is_here_but_a_wrong_hash_is_refused() throws IOException {
        Path answer = answer(center);
        installChainOf(center);

        assertRefused(() -> accept(answer, hash("00")), "is not the expected one", "expected  00\n");
        accept(answer, person(false));

        assertThat(questions).isEmpty();
        assertThat(hospital.resolve("cert/client/col_col1.crt")).exists();
    }

    @Test
    void another_chain_is_replaced_only_by_its_hash() throws IOException {
        Path answer = answer(attacker);
        installChainOf(center);

        for (HashConfirmation insufficient : List.of(NOBODY, person(true))) {
            assertRefused(
                    () -> accept(answer, insufficient),
                    "is not the same as " + hospital.resolve("cert/cert_chain.crt"),
                    "    received  " + hashOf(attacker) + "\n    here      " + hashOf(center) + "\n",
                    "-Dopenfl.chainHash=HASH");
        }
        assertRefused(() -> accept(answer, hash(hashOf(center))), "is not the expected one");
        assertThat(hashOf(hospital)).isEqualTo(hashOf(center));
        assertThat(hospital.resolve("cert/client/col_col1.crt")).doesNotExist();

        accept(answer, hash(hashOf(attacker)));
        assertThat(hashOf(hospital)).isEqualTo(hashOf(attacker));
    }

    @Test
    void the_chain_of_an_authority_s_own_directory_is_not_replaced() throws IOException {
        Path answer = answer(attacker);
        new CertWriter(CertDirectory.of(hospital)).write(NewAuthority.create(YEAR, KeyAlgorithm.EC));
        String before = hashOf(hospital);

        assertRefused(() -> accept(answer, hash(hashOf(attacker))), "is not from the authority in ");
        assertThat(hashOf(hospital)).isEqualTo(before);
    }

    @Test
    void a_chain_arrives_byte_for_byte() throws IOException {
        Path chain = center.resolve("cert/cert_chain.crt");
        Files.writeString(chain, "# the federation's authorities, größer\n" + Files.readString(chain));

        accept(answer(center), hash(hashOf(center)));

        assertThat(hospital.resolve("cert/cert_chain.crt")).hasSameBinaryContentAs(chain);
    }

    @Test
    void an_answer_whose_directory_was_packed_again_is_read() throws IOException {
        Path answer = answer(center);
        Path again = directory.resolve("again.zip");
        try (ZipFile in = new ZipFile(answer.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(again))) {
            for (ZipEntry entry : Collections.list(in.entries())) {
                out.putNextEntry(new ZipEntry("agg_to_col_col1_signed_cert/" + entry.getName()));
                in.getInputStream(entry).transferTo(out);
            }
            out.putNextEntry(new ZipEntry("__MACOSX/agg_to_col_col1_signed_cert/client/._col_col1.crt"));
        }

        accept(again, hash(hashOf(center)));

        assertThat(hospital.resolve("cert/client/col_col1.crt")).exists();
    }

    @Test
    void a_chain_with_a_byte_order_mark_is_refused_because_not_every_actor_reads_its_first_certificate()
            throws IOException {
        Path answer = answer(center);
        Path chain = center.resolve("cert/cert_chain.crt");
        Files.writeString(chain, "\ufeff" + Files.readString(chain));

        assertThatThrownBy(() -> new CertReader(CertDirectory.of(center)).chain())
                .isInstanceOf(GraminizeException.class)
                .hasMessage(chain + " begins with a byte order mark; gRPC would not find its first certificate."
                        + " Remove the mark: sed -i '1s/^\\xEF\\xBB\\xBF//' FILE");
        assertThat(answer).exists();
    }

    private Path authority(String name) throws IOException {
        Path workspace = directory.resolve(name);
        new CertWriter(CertDirectory.of(workspace)).write(NewAuthority.create(YEAR, KeyAlgorithm.EC));
        return workspace;
    }

    /** Has the hospital's request signed by the authority, which does not compare anything. */
    private Path answer(Path authority) throws IOException {
        of(authority).certify(hospital.resolve("col_col1_to_agg_cert_request.zip"), YEAR, person(true), false);
        questions.clear();
        return authority.resolve("agg_to_col_col1_signed_cert.zip");
    }

    private void accept(Path answer, HashConfirmation confirmation) throws IOException {
        of(hospital).accept(answer, confirmation, Instant.now());
    }

    private void installChainOf(Path authority) throws IOException {
        Files.copy(authority.resolve("cert/cert_chain.crt"), hospital.resolve("cert/cert_chain.crt"));
    }

    private void assertNothingWritten() {
        assertThat(hospital.resolve("cert/cert_chain.crt")).doesNotExist();
        assertThat(hospital.resolve("cert/client/col_col1.crt")).doesNotExist();
    }

    private CollaboratorCertificates of(Path workspace) {
        return new CollaboratorCertificates(workspace, new BuildLog(lines::add, lines::add));
    }

    /** Returns what {@code sha384sum cert/cert_chain.crt} prints. */
    private static String hashOf(Path workspace) throws IOException {
        return Sha384.hex(Files.readAllBytes(workspace.resolve("cert/cert_chain.crt")));
    }

    private static HashConfirmation hash(String hash) {
        return new HashConfirmation(Optional.of(hash), Optional.empty());
    }

    private HashConfirmation person(boolean answer) {
        return new HashConfirmation(Optional.empty(), Optional.of(question -> {
            questions.add(question);
            return answer;
        }));
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call).isInstanceOf(GraminizeException.class).hasMessageContainingAll(words);
    }
}
