package io.github.openflgramine.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.gramine.GoldenRootfs;
import io.github.openflgramine.product.BuildLog;
import io.github.openflgramine.product.ResultFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A signed manifest over a root file system, as a receiver gets and verifies it. */
abstract class SignedManifestFixture {

    static final Path GOLDEN = GoldenRootfs.GOLDEN;
    static final Path TEXTS = Path.of("src/test/resources/texts");
    static final String MRSIGNER = "1e33bd305e49d2ba0490cbc154e42da2bfba7b3f1742e6b5c90edea28154073e";
    static final String LISTED = "usr/lib/python3.11/mod_07.py";
    static final String ZEROS = "0".repeat(64);

    @TempDir
    Path scratch;

    Path manifest;
    Path rootfs = GoldenRootfs.TAR;
    Optional<Path> sig = Optional.empty();
    Optional<Path> libpal = Optional.empty();
    Optional<Path> measurements = Optional.empty();
    Optional<String> mrsigner = Optional.empty();
    Optional<String> mrenclave = Optional.empty();
    Optional<String> aggregatorMrenclave = Optional.empty();
    Optional<String> version = Optional.empty();
    boolean allowAbsent;

    @BeforeEach
    void layOut() throws IOException {
        manifest = copyOf("06-odd-names");
    }

    Path copyOf(String vector) throws IOException {
        for (String name : List.of("openfl.manifest.sgx", "openfl.sig")) {
            Files.copy(
                    GOLDEN.resolve(vector).resolve(name), scratch.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        return scratch.resolve("openfl.manifest.sgx");
    }

    void flip(String file, int position, int bit) {
        rootfs = new GoldenRootfs().flipped(file, position, bit).writeTo(scratch.resolve("rootfs.tar"));
    }

    void flipInFile(String name, int position) throws IOException {
        byte[] bytes = Files.readAllBytes(scratch.resolve(name));
        bytes[position] ^= 1;
        Files.write(scratch.resolve(name), bytes);
    }

    void editManifest(String from, String to) throws IOException {
        Files.writeString(manifest, Files.readString(manifest).replace(from, to));
    }

    Verdict look() throws IOException {
        BuildLog silent = new BuildLog(line -> {}, line -> {});
        Expectations expected = new Expectations(
                measurements,
                mrsigner,
                mrenclave,
                aggregatorMrenclave,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Verify(silent)
                .manifest(
                        manifest,
                        sig.orElse(null),
                        rootfs,
                        new Verify.Request(expected, version, libpal, allowAbsent, false));
    }

    void verify() throws IOException {
        look().requireAgreement();
    }

    /** Paths of this test's directory replaced, so that the text is always the same. */
    String table() throws IOException {
        return ResultFormat.TEXT.write(look().summary()).replace(scratch.toString(), "/scratch");
    }

    JsonNode json() throws IOException {
        return ResultSchema.printed("verify", look().summary());
    }

    List<String> differences() throws IOException {
        return json().at("/roles/openfl/differences").findValuesAsText("what");
    }

    JsonNode assertAgrees() throws IOException {
        verify();
        return json();
    }

    void assertRefused(String... parts) {
        assertThatThrownBy(this::verify)
                .isInstanceOf(GraminizeException.class)
                .satisfies(refusal -> assertThat(refusal.getMessage()).contains(parts));
    }
}
