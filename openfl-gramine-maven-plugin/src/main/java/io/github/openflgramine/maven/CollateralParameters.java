package io.github.openflgramine.maven;

import io.github.openflgramine.GraminizeException;
import io.github.openflgramine.pcs.Connection;
import io.github.openflgramine.pcs.ProvisioningService;
import io.github.openflgramine.verify.CollateralSource;
import java.io.File;
import java.io.IOException;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The source of Intel's collateral for quotes. */
final class CollateralParameters implements ParameterGroup {

    /**
     * Intel's collateral for the quote: one JSON file with pck_crl_issuer_chain, root_ca_crl, pck_crl, tcb_info_issuer_chain, tcb_info,
     * tcb_info_signature, qe_identity_issuer_chain, qe_identity and qe_identity_signature. Without it, the collateral that is kept
     * with the quote is used while it is valid; otherwise it is fetched and kept next to the quote, in
     * {@code QUOTE.collateral.json}.
     */
    @Parameter(property = "gramine.collateral")
    private @Nullable File collateral;

    /**
     * The URL of a caching service (PCCS) from which collateral is fetched, for example {@code https://pccs.example.org:8081}. Default:
     * Intel's service. Maven's proxies are used; with {@code mvn -o} nothing is fetched.
     */
    @Parameter(property = "gramine.pccs")
    private @Nullable String pccs;

    /** The id of the server in settings.xml whose {@code username} and {@code password} are sent to the PCCS. */
    @Parameter(property = "gramine.pccsServer")
    private @Nullable String pccsServer;

    /**
     * A PEM file with the certificate of the PCCS, or of the authority that issued it, to be trusted instead of Java's authorities. The
     * host name is verified in any case.
     */
    @Parameter(property = "gramine.pccsCertificate")
    private @Nullable File pccsCertificate;

    CollateralSource source(ServiceConnection connections, Settings settings) throws IOException {
        if (pccs == null && (pccsServer != null || pccsCertificate != null)) {
            throw new GraminizeException(
                    "%s is given without gramine.pccs."
                            .formatted(pccsServer != null ? "gramine.pccsServer" : "gramine.pccsCertificate"),
                    "Give the URL of the PCCS: -Dgramine.pccs=https://HOST:PORT.");
        }
        Optional<File> file = Optional.ofNullable(collateral);
        if (file.isPresent() || settings.isOffline()) {
            return new CollateralSource(
                    file.map(File::toPath),
                    platform -> {
                        throw new GraminizeException(
                                "No usable collateral is kept with the quote, and Maven works offline.",
                                "Start Maven without -o, or give the collateral: -Dgramine.collateral=FILE.");
                    },
                    false);
        }
        Connection connection = connections.of(settings, pccsServer, pccsCertificate);
        return new CollateralSource(
                Optional.empty(),
                pccs == null ? ProvisioningService.intel(connection) : ProvisioningService.caching(pccs, connection),
                false);
    }
}
