package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.attestation.Challenge;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.pki.CertificateRequest;
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
 * A quote from a file, a request package or kept evidence, not yet read.
 *
 * @param file the file it is from
 * @param participant the stem of the participant's file names: {@code col_NAME}; without a request, of the quote's file
 * @param quote its bytes
 * @param request the certificate request that came with it
 * @param collateral the collateral that was kept with it, not yet read
 * @param nonce the nonce that the enclave was asked to bind its quote to, which kept evidence has
 */
record QuoteSource(
        Path file,
        String participant,
        Octets quote,
        Optional<CertificateRequest> request,
        Optional<Octets> collateral,
        Optional<Octets> nonce) {

    private static final String QUOTE = ".quote";
    private static final String PROPERTY = "gramine.quote";
    private static final String REMEDY =
            "Give a quote, a request package or evidence that has one, or a directory of them (*.quote, *.zip).";
    private static final int MOST_FILES = 1000;

    /** More bytes than any quote has. A larger file is refused because of its size. */
    private static final int LARGEST = 64 << 10;

    /**
     * Reads a raw quote, a request package, kept evidence, or a directory of these.
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
                    .filter(file -> isPackage(file) || file.toString().endsWith(QUOTE))
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

    /** Returns the file next to the quote's in which its collateral is kept. */
    Path collateralFile() {
        return file.resolveSibling(file.getFileName() + ".collateral.json");
    }

    private static boolean isPackage(Path file) {
        return file.toString().endsWith(".zip");
    }

    private static QuoteSource ofFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String name = String.valueOf(file.getFileName());
            return new QuoteSource(
                    file,
                    name.endsWith(QUOTE) ? name.substring(0, name.length() - QUOTE.length()) : name,
                    Octets.of(in.readNBytes(LARGEST)),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    private static QuoteSource ofPackage(Path zip) throws IOException {
        CertificateRequest request = RequestPackage.read(zip);
        return new QuoteSource(
                zip,
                request.participant().fileStem(),
                Octets.of(RequestPackage.quote(zip)),
                Optional.of(request),
                RequestPackage.collateral(zip).map(Octets::of),
                RequestPackage.challenge(zip)
                        .map(challenge -> Challenge.read(challenge, zip + "!" + Challenge.FILE)
                                .nonce()));
    }

    private static GraminizeException refused(String problem) {
        return new GraminizeException(problem, REMEDY);
    }
}
