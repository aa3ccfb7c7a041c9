package io.github.openflgramine.verify;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.dcap.Collateral;
import io.github.openflgramine.dcap.CollateralReader;
import io.github.openflgramine.dcap.CollateralWriter;
import io.github.openflgramine.dcap.Octets;
import io.github.openflgramine.dcap.QuoteVerifier;
import io.github.openflgramine.dcap.QuotedPlatform;
import io.github.openflgramine.dcap.RefusedQuoteException;
import io.github.openflgramine.dcap.TrustedRoot;
import io.github.openflgramine.files.AtomicFiles;
import io.github.openflgramine.files.ManifestSource;
import io.github.openflgramine.pcs.CollateralService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the collateral for each quote: the file that the user gave; or what is kept with the quote, if it is usable; or what the
 * service answers, which is then kept with the quote.
 */
final class ChosenCollateral {

    private final VerifyQuote.Request request;
    private final TrustedRoot root;
    private final VerifyLog log;
    private final @Nullable Collateral given;
    private final Map<QuotedPlatform, Collateral> fetched = new HashMap<>();

    ChosenCollateral(VerifyQuote.Request request, TrustedRoot root, VerifyLog log) throws IOException {
        this.request = request;
        this.root = root;
        this.log = log;
        Optional<Path> file = request.collateral().file();
        given = file.isPresent() ? CollateralReader.read(ManifestSource.bytes(file.get(), "gramine.collateral")) : null;
    }

    /**
     * Returns the collateral for a quote.
     *
     * @throws RefusedQuoteException if the quote's platform cannot be read
     * @throws GraminizeException if the service has none that is usable
     */
    Collateral of(QuoteSource quote) throws IOException, RefusedQuoteException {
        if (given != null) {
            return given;
        }
        QuotedPlatform platform = QuotedPlatform.of(quote.quote().bytes());
        List<String> reasons = new ArrayList<>();
        Map<String, Octets> found = request.collateral().renewed() ? Map.of() : kept(quote);
        for (Map.Entry<String, Octets> kept : found.entrySet()) {
            Optional<Collateral> usable = usable(kept.getKey(), kept.getValue(), platform, reasons);
            if (usable.isPresent()) {
                return usable.get();
            }
        }
        Collateral collateral = fetched(platform, reasons);
        if (!request.collateral().renewed()) {
            keep(collateral, quote.collateralFile());
        }
        return collateral;
    }

    /** Returns the files in which collateral is kept, by their names. */
    private static Map<String, Octets> kept(QuoteSource quote) throws IOException {
        Map<String, Octets> kept = new LinkedHashMap<>();
        Path file = quote.collateralFile();
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                kept.put(file.toString(), Octets.of(in.readNBytes(CollateralReader.LARGEST + 1)));
            }
        }
        quote.collateral().ifPresent(bytes -> kept.put(quote.file() + "!collateral.json", bytes));
        return kept;
    }

    private Optional<Collateral> usable(String name, Octets file, QuotedPlatform platform, List<String> reasons)
            throws IOException {
        // For an audit old collateral is right.
        int lowest = request.seen().isPresent() ? request.seen().get().highest(root, platform.fmspc()) : 0;
        try {
            Collateral collateral = CollateralReader.read(file.bytes());
            Optional<String> reason = unusable(collateral, platform, lowest);
            reason.ifPresent(problem -> reasons.add("%s is not usable: %s".formatted(name, problem)));
            return reason.isPresent() ? Optional.empty() : Optional.of(collateral);
        } catch (GraminizeException e) {
            reasons.add("%s is not usable: %s".formatted(name, e.problem()));
            return Optional.empty();
        }
    }

    private Optional<String> unusable(Collateral collateral, QuotedPlatform platform, int lowest) {
        return new QuoteVerifier(root, collateral, request.at()).unusable(platform, lowest);
    }

    private Collateral fetched(QuotedPlatform platform, List<String> reasons) {
        Collateral known = fetched.get(platform);
        if (known != null) {
            return known;
        }
        CollateralService service = request.collateral().service();
        log.fetchingCollateral(service, platform);
        Collateral collateral;
        try {
            collateral = service.fetch(platform);
        } catch (GraminizeException e) {
            throw reasons.isEmpty()
                    ? e
                    : new GraminizeException(
                            reasons.stream().collect(Collectors.joining(" ", e.problem() + " ", "")), e.remedy(), e);
        }
        unusable(collateral, platform, 0).ifPresent(problem -> {
            throw new GraminizeException(
                    "%s answered with collateral that is not usable: %s".formatted(service, problem),
                    "Refresh the caching service (gramine.pccs), or check this machine's clock; to judge for an earlier time, give the"
                            + " collateral of that time: -Dgramine.collateral=FILE.");
        });
        fetched.put(platform, collateral);
        return collateral;
    }

    private void keep(Collateral collateral, Path file) throws IOException {
        byte[] bytes = CollateralWriter.write(collateral);
        try {
            AtomicFiles.write(file, bytes);
            log.keptCollateral(file);
        } catch (IOException e) {
            log.notKeptCollateral(file, e.getClass().getSimpleName());
        }
    }
}
