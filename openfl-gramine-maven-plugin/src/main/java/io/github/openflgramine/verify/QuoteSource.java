package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.attestation.ExpectedFact;
import io.github.openflgramine.attestation.Fact;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.pki.RequestPackage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A quote from a file or a request package, not yet read.
 *
 * @param name its file, for messages
 * @param quote its bytes
 * @param key the report data that its request package expects, if it came in one
 */
record QuoteSource(String name, Octets quote, Optional<ExpectedFact> key) {

    private static final String PROPERTY = "gramine.quote";
    private static final String REMEDY =
            "Give a quote, a request package that has one, or a directory of them (*.quote, *.zip).";
    private static final int MOST_FILES = 1000;

    /** More bytes than any quote has. A larger file is refused because of its size. */
    private static final int LARGEST = 64 << 10;

    /**
     * Reads a raw quote, a request package, or a directory of both.
     *
     * @throws GraminizeException when there is none
     */
    static List<QuoteSource> read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return directory(path);
        }
        if (!Files.isRegularFile(path)) {
            throw refused("%s=%s does not exist.".formatted(PROPERTY, path));
        }
        return List.of(isPackage(path) ? ofPackage(path) : ofFile(path));
    }

    private static List<QuoteSource> directory(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> isPackage(file) || file.toString().endsWith(".quote"))
                    .sorted()
                    .toList();
        }
        List<QuoteSource> quotes = new ArrayList<>();
        for (Path file : files) {
            if (!isPackage(file)) {
                quotes.add(ofFile(file));
            } else if (RequestPackage.hasQuote(file)) {
                quotes.add(ofPackage(file));
            }
        }
        if (quotes.isEmpty() || quotes.size() > MOST_FILES) {
            throw refused(
                    "%s=%s has %d quotes; expected 1 to %d.".formatted(PROPERTY, directory, quotes.size(), MOST_FILES));
        }
        return quotes;
    }

    private static boolean isPackage(Path file) {
        return file.toString().endsWith(".zip");
    }

    private static QuoteSource ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new QuoteSource(file.toString(), Octets.of(in.readNBytes(LARGEST)), Optional.empty());
        }
    }

    /** Reads a request package. The report data must begin with the SHA-256 of the request's key. */
    private static QuoteSource ofPackage(Path zip) throws IOException {
        String key = RequestPackage.read(zip).keySha256().hex();
        return new QuoteSource(
                zip.toString(),
                Octets.of(RequestPackage.quote(zip)),
                Optional.of(new ExpectedFact(Fact.REPORT_DATA, key, "the key of the request in " + zip)));
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem, REMEDY);
    }
}
