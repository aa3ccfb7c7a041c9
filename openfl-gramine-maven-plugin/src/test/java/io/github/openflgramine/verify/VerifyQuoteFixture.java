package io.github.openflgramine.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.openflgramine.ResultSchema;
import io.github.openflgramine.Role;
import io.github.openflgramine.attestation.AttestationPolicy;
import io.github.openflgramine.dcap.FakePlatform;
import io.github.openflgramine.dcap.Samples;
import io.github.openflgramine.dcap.TcbStatus;
import io.github.openflgramine.product.BuildLog;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** A made-up platform, its quotes, and what is expected of them. */
abstract class VerifyQuoteFixture {

    static final String MRENCLAVE = "aa".repeat(32);

    @TempDir
    Path directory;

    final FakePlatform platform = new FakePlatform();

    Optional<Path> measurements = Optional.empty();
    Optional<String> mrenclave = Optional.of(MRENCLAVE);
    Optional<Role> role = Optional.empty();
    Optional<String> reportData = Optional.empty();
    Optional<String> nonce = Optional.empty();
    boolean production;
    final List<String> warnings = new ArrayList<>();

    VerifyQuote.Request real(AttestationPolicy policy, Optional<String> expected) {
        return new VerifyQuote.Request(
                Samples.realQuoteFile(),
                given(Samples.realCollateralFile()),
                new QuoteExpectations(
                        new Expectations(
                                Optional.empty(),
                                Optional.empty(),
                                expected,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        QuoteExpectations.NONCE),
                policy,
                Optional.empty(),
                Samples.REAL_AT,
                Optional.empty());
    }

    QuoteVerdicts judge(Path quote) throws IOException {
        Path inputs = Files.createDirectories(directory.resolve("inputs"));
        return judge(new VerifyQuote.Request(
                quote,
                given(Files.write(inputs.resolve("collateral.json"), platform.collateral())),
                new QuoteExpectations(
                        new Expectations(
                                measurements,
                                Optional.empty(),
                                mrenclave,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        role,
                        reportData,
                        nonce,
                        QuoteExpectations.NONCE),
                new AttestationPolicy(Set.of(TcbStatus.UP_TO_DATE), Set.of(), false, 0, production),
                Optional.of(Files.write(inputs.resolve("root.der"), platform.rootDer())),
                FakePlatform.AT,
                Optional.empty()));
    }

    QuoteVerdicts judge(VerifyQuote.Request request) throws IOException {
        return VerifyQuote.judge(request, new BuildLog(line -> {}, warnings::add));
    }

    static CollateralSource given(Path file) {
        return new CollateralSource(
                Optional.of(file),
                platform -> {
                    throw new AssertionError("collateral is given");
                },
                false);
    }

    Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    Path zip(String request, byte[] csr, byte[]... quotes) throws IOException {
        Path file = directory.resolve("request.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(request));
            zip.write(csr);
            for (byte[] quote : quotes) {
                zip.putNextEntry(new ZipEntry("col_hospital.quote"));
                zip.write(quote);
            }
        }
        return file;
    }

    static JsonNode json(QuoteVerdicts verdicts) throws IOException {
        return ResultSchema.printed("verify-quote", verdicts.summary());
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
